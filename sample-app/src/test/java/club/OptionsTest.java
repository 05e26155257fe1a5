package club;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  @Test
  void withoutOptionsItListensOn8080WithJobsAndWithoutTraffic() {
    assertThat(Options.parse())
        .isEqualTo(new Options(8080, null, 0, true, TrafficMix.Kind.ORDINARY));
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            Options.parse(
                "--port",
                "0",
                "--port-file",
                "port",
                "--traffic",
                "20",
                "--traffic-mix",
                "calm",
                "--no-jobs"))
        .isEqualTo(new Options(0, Path.of("port"), 20, false, TrafficMix.Kind.CALM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--bogus",
        "--port",
        "--port x",
        "--port -1",
        "--port 65536",
        "--traffic x",
        "--traffic-mix stormy",
        "--port-file"
      })
  void anOptionThatMakesNoSenseIsNamed(String commandLine) {
    String[] args = commandLine.split(" ");

    assertThatExceptionOfType(Options.Unusable.class)
        .isThrownBy(() -> Options.parse(args))
        .withMessageContaining(args[0]);
  }
}

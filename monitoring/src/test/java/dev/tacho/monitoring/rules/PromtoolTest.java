package dev.tacho.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.monitoring.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside each other, because promtool takes half a minute for all of them, on one core. */
@Execution(ExecutionMode.CONCURRENT)
final class PromtoolTest {
  @Test
  void findsNothingWrongWithAnyRuleFile() throws Exception {
    List<String> arguments =
        Stream.concat(
                Stream.of("check", "rules"), Alerts.rules().stream().map(Rule::file).distinct())
            .toList();

    Program.Run run = Program.PROMTOOL.run(Alerts.FOLDER, arguments.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("testFiles")
  void findsThatRulesDoWhatTheirTestsSay(Path file) throws Exception {
    Program.Run run =
        Program.PROMTOOL.run(
            Alerts.FOLDER, "test", "rules", Alerts.FOLDER.relativize(file).toString());

    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  static List<Path> testFiles() throws IOException {
    return RuleTests.files(Alerts.FOLDER);
  }
}

package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BucketBoundsTest {
  @Test
  void aBoundIsInSecondsOrHasAUnit() {
    assertThat(BucketBounds.parse("1us; 0.0005 ;5ms;0.1;2s;1m;0.5h;24h").seconds())
        .containsExactly(0.000_001, 0.0005, 0.005, 0.1, 2, 60, 1800, 86_400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "1;",
        "fast",
        "1;1",
        "2;1",
        "1s;1000ms",
        "0",
        "-1",
        "0.9us",
        "25h",
        "1d",
        "1 2",
        "NaN",
        "Infinity",
        "1e3x",
        "0.1;0.10000000001"
      })
  void whatIsNoAscendingListOfDurationsIsRefused(String text) {
    assertThat(BucketBounds.parse(text)).isNull();
  }

  @Test
  void thereAreFiftyAtMost() {
    assertThat(BucketBounds.parse(upTo(50)).seconds()).hasSize(50);
    assertThat(BucketBounds.parse(upTo(51))).isNull();
  }

  private static String upTo(int last) {
    return IntStream.rangeClosed(1, last)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(";"));
  }
}

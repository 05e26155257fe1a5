package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServicePathsTest {
  @Test
  void patternsAreOfOneServiceOrOfAll() {
    ServicePaths paths =
        ServicePaths.parse("stripe:/v1/charges/{id}; /health ;stripe:/v1/*;billing:/v1/{x}/{y}");

    assertThat(first(paths.of("stripe"), "/v1/charges/ch_1")).isEqualTo("/v1/charges/{id}");
    assertThat(first(paths.of("stripe"), "/v1/charges/ch_1/refund")).isEqualTo("/v1/*");
    assertThat(first(paths.of("billing"), "/v1/charges/ch_1")).isEqualTo("/v1/{x}/{y}");
    assertThat(first(paths.of("billing"), "/health")).isEqualTo("/health");
    assertThat(first(paths.of("other"), "/v1/charges/ch_1")).isNull();
  }

  @Test
  void aColonWithinAPathBelongsToIt() {
    ServicePaths paths = ServicePaths.parse("/models/*:predict;google-aiplatform:/v1/*:raw");

    assertThat(first(paths.of("a"), "/models/m1:predict")).isEqualTo("/models/*:predict");
    assertThat(first(paths.of("google-aiplatform"), "/v1/x:raw")).isEqualTo("/v1/*:raw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stripe", "stripe:", "stripe:v1", ":/v1", "stripe:/v1/{", "/a b", "/ok;x"})
  void textThatIsNoEntryIsRefused(String text) {
    assertThat(ServicePaths.parse(text)).isNull();
  }

  @Test
  void thereAreNoMoreThanTwoHundred() {
    assertThat(ServicePaths.parse("a:/b;".repeat(200))).isNotNull();
    assertThat(ServicePaths.parse("a:/b;".repeat(201))).isNull();
  }

  private static String first(PathPatterns patterns, String path) {
    int index = patterns.match(path, 0);
    return index < 0 ? null : patterns.text(index);
  }
}

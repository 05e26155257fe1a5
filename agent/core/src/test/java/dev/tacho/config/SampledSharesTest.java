package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SampledSharesTest {
  @Test
  void aFamilyThatIsNotNamedKeepsAll() {
    SampledShares shares = SampledShares.parse("cache:10%; database : 0.5;http:100%");

    assertThat(shares.of("cache")).isEqualTo(0.1);
    assertThat(shares.of("database")).isEqualTo(0.5);
    assertThat(shares.of("http")).isEqualTo(1);
    assertThat(shares.of("external")).isEqualTo(1);
  }

  /** Of jobs, methods and pools nothing but the histogram counts how many there were. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cache",
        "10%",
        "cache:0",
        "cache:0%",
        "cache:101%",
        "cache:1.5",
        "cache:-1",
        "cache:10%;",
        "cache:10%;cache:20%",
        "jobs:10%",
        "methods:10%",
        "pools:10%",
        "jvm:10%"
      })
  void whatIsNoShareOfACountedFamilyIsRefused(String text) {
    assertThat(SampledShares.parse(text)).isNull();
  }
}

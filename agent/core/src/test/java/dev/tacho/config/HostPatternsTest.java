package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostPatternsTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.10.20.30", "::1", "[::1]"})
  void loopbackIsWhatNeverLeavesTheMachine(String host) {
    assertThat(HostPatterns.parse("loopback").contains(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.example.com", "127.0.0.1.example.com", "128.0.0.1", "localhost.evil", "::2"})
  void whatOnlyBeginsLikeLoopbackIsNot(String host) {
    assertThat(HostPatterns.parse("loopback").contains(host)).isFalse();
  }

  @Test
  void aNameMatchesItselfOnlyWhateverItsCase() {
    HostPatterns patterns = HostPatterns.parse("orders;Stock.example.com");

    assertThat(patterns.contains("ORDERS")).isTrue();
    assertThat(patterns.contains("stock.example.com")).isTrue();
    assertThat(patterns.contains("orders.example.com")).isFalse();
    assertThat(patterns.contains("example.com")).isFalse();
    assertThat(patterns.contains("localhost")).isFalse();
  }

  @Test
  void aSuffixMatchesWhatIsBelowTheDomain() {
    HostPatterns patterns = HostPatterns.parse("*.example.com");

    assertThat(patterns.contains("a.example.com")).isTrue();
    assertThat(patterns.contains("a.b.EXAMPLE.com")).isTrue();
    assertThat(patterns.contains("example.com")).isFalse();
    assertThat(patterns.contains(".example.com")).isFalse();
    assertThat(patterns.contains("badexample.com")).isFalse();
  }

  @Test
  void aStarMatchesEveryHostButNotNone() {
    HostPatterns patterns = HostPatterns.parse("*");

    assertThat(patterns.contains("anything")).isTrue();
    assertThat(patterns.contains("[2001:db8::1]")).isTrue();
    assertThat(patterns.contains(null)).isFalse();
  }

  @Test
  void noneMatchesNothing() {
    HostPatterns patterns = HostPatterns.parse("none");

    assertThat(patterns.contains("localhost")).isFalse();
    assertThat(patterns.contains("none")).isFalse();
  }

  @Test
  void blanksAroundPatternsDoNotMatter() {
    HostPatterns patterns = HostPatterns.parse(" loopback ; [2001:db8::1] ");

    assertThat(patterns.contains("localhost")).isTrue();
    assertThat(patterns.contains("[2001:DB8::1]")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "a;;b",
        "none;a",
        "*.",
        "a*",
        "*a",
        "a.*.b",
        "http://a",
        "a:80",
        "a/b",
        "a b",
        "::1"
      })
  void whatIsNoHostIsRefused(String text) {
    assertThat(HostPatterns.parse(text)).isNull();
  }
}

package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceNamesTest {
  private static final int DEFAULT_PORT = -1;

  @Test
  void theFirstEntryThatMatchesGivesTheName() {
    ServiceNames names =
        ServiceNames.parse("api.stripe.com:stripe; *.internal:internal;db.internal:database;;");

    assertThat(names.name("API.stripe.com", DEFAULT_PORT)).isEqualTo("stripe");
    assertThat(names.name("db.internal", 8080)).isEqualTo("internal");
    assertThat(names.name("internal", DEFAULT_PORT)).isNull();
  }

  @Test
  void portsTellServicesOfOneHostApart() {
    ServiceNames names =
        ServiceNames.parse("localhost:8081:billing;[::1]:8082:stock;loopback:rest");

    assertThat(names.name("localhost", 8081)).isEqualTo("billing");
    assertThat(names.name("[::1]", 8082)).isEqualTo("stock");
    assertThat(names.name("[::1]", 8081)).isEqualTo("rest");
    assertThat(names.name("localhost", DEFAULT_PORT)).isEqualTo("rest");
    assertThat(names.ports("localhost")).containsExactly(8081);
    assertThat(names.ports("[::1]")).containsExactly(8082);
    assertThat(names.ports("example.com")).isEmpty();
  }

  @Test
  void theDefaultPortCanBeEitherOne() {
    ServiceNames names = ServiceNames.parse("a:443:secure;a:8443:other");

    assertThat(names.name("a", DEFAULT_PORT)).isEqualTo("secure");
    assertThat(names.name("a", 443)).isEqualTo("secure");
    assertThat(names.name("a", 80)).isNull();
    assertThat(names.ports("a")).containsExactly(443, DEFAULT_PORT, 8443);
  }

  @Test
  void aStarNamesEverything() {
    ServiceNames names = ServiceNames.parse("a.example.com:a;*:rest");

    assertThat(names.name("a.example.com", DEFAULT_PORT)).isEqualTo("a");
    assertThat(names.name("anything", 1)).isEqualTo("rest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stripe",
        ":stripe",
        "api.stripe.com:",
        "api.stripe.com:0:stripe",
        "api.stripe.com:65536:stripe",
        "api.stripe.com:http:stripe",
        "https://api.stripe.com:stripe",
        "api.stripe.com/v1:stripe",
        "a.*.com:x",
        "none:x",
        "[::1]",
        "::1:x",
        "a:b c",
        "a:b\"c",
        "ok:ok;broken",
      })
  void textThatIsNoEntryIsRefused(String text) {
    assertThat(ServiceNames.parse(text)).isNull();
  }

  @Test
  void thereAreNoMoreThanTwoHundred() {
    assertThat(ServiceNames.parse("a:b;".repeat(200))).isNotNull();
    assertThat(ServiceNames.parse("a:b;".repeat(201))).isNull();
  }
}

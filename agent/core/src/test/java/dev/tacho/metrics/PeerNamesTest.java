package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeerNamesTest {
  @ParameterizedTest
  @CsvSource({
    "Example.COM, example.com",
    "example.com., example.com",
    "user:secret@example.com, example.com",
    "example.com:8080, example.com",
    "[::1], [::1]",
    "::1, [::1]",
    "FE80::1, [fe80::1]",
    "127.0.0.1, 127.0.0.1",
    "Bücher.example, bücher.example",
  })
  void aHostIsComparedAndShownInOneForm(String host, String canonical) {
    assertThat(PeerNames.canonical(host)).isEqualTo(canonical);
  }

  @Test
  void controlCharactersAreStripped() {
    assertThat(PeerNames.canonical("exa\nmple\u0000.com")).isEqualTo("example.com");
  }

  @Test
  void aLongHostIsCut() {
    String canonical = PeerNames.canonical("x".repeat(1_000_000));

    assertThat(canonical).isEqualTo("x".repeat(255));
    assertThat(names("").name(canonical, -1)).isEqualTo("x".repeat(120));
  }

  @Test
  void theConfigurationComesBeforeTheTableAndTheTableBeforeTheHost() {
    PeerNames names = names("services=api.stripe.com:billing;*.internal:internal");

    assertThat(names.name("api.stripe.com", -1)).isEqualTo("billing");
    assertThat(names.name("files.stripe.com", -1)).isEqualTo("stripe");
    assertThat(names.name("orders.internal", 8080)).isEqualTo("internal");
    assertThat(names.name("example.com", -1)).isEqualTo("example.com");
    assertThat(names.name("", -1)).isEqualTo("_none_");
  }

  private static PeerNames names(String arguments) {
    return new PeerNames(TestFamilies.config(arguments).services());
  }
}

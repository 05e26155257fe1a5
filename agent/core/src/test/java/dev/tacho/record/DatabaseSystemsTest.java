package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.jdbc.AcmeConnection;
import com.acme.jdbc.AcmeStatement;
import org.junit.jupiter.api.Test;

final class DatabaseSystemsTest {
  private final DatabaseSystems systems = new DatabaseSystems();

  @Test
  void anUnknownDriverIsOtherUntilAUrlTells() {
    assertThat(systems.of(AcmeStatement.class)).isEqualTo("other");

    systems.learn(AcmeConnection.class, "jdbc:acme:club");

    assertThat(systems.of(AcmeStatement.class)).isEqualTo("acme");
  }

  @Test
  void theFirstUrlOfAVendorStays() {
    systems.learn(AcmeConnection.class, "jdbc:acme:club");
    systems.learn(AcmeConnection.class, "jdbc:other:club");

    assertThat(systems.of(AcmeStatement.class)).isEqualTo("acme");
  }
}

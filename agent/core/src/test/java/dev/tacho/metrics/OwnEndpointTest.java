package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnEndpointTest {
  private static final int PORT = 9464;

  private final OwnEndpoint endpoint = new OwnEndpoint();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST.",
        "127.0.0.1",
        "127.1.2.3",
        "[::1]",
        "::1",
        "0.0.0.0",
        "[::]"
      })
  void itIsAtEveryNameOfTheLoopback(String host) {
    endpoint.listensAt(PORT);

    assertThat(endpoint.isAt(host, PORT)).isTrue();
    assertThat(endpoint.isAt(host, PORT + 1)).isFalse();
    assertThat(endpoint.isAt(host, -1)).isFalse();
  }

  @Test
  void itIsAtEveryAddressOfTheMachine() throws Exception {
    endpoint.listensAt(PORT);

    List<InetAddress> own =
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    assertThat(own)
        .isNotEmpty()
        .allSatisfy(address -> assertThat(endpoint.isAt(address.getHostAddress(), PORT)).isTrue());
  }

  /** 192.0.2.0/24 and 2001:db8::/32 are for documentation and nobody's (RFC 5737, RFC 3849). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "[2001:db8::1]",
        "orders",
        "127.evil.com",
        "999.0.0.1",
        "1.2.3",
        "[x]",
        ""
      })
  void itIsNowhereElse(String host) {
    endpoint.listensAt(PORT);

    assertThat(endpoint.isAt(host, PORT)).isFalse();
    assertThat(endpoint.isAt(host, PORT)).as("when it is known").isFalse();
  }

  @Test
  void itIsNowhereBeforeItListens() {
    assertThat(endpoint.isAt("localhost", PORT)).isFalse();
  }
}

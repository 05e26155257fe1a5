package dev.tacho.cli.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tacho.cli.Arguments;
import dev.tacho.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentEndpointTest {
  private static final String PASSWORD = "changeit"; // of a store that lives as long as the test

  private static Access access(String... arguments) throws IOException {
    return Access.of(Arguments.parse(List.of(arguments), Access.VALUED, Access.FLAGS));
  }

  @ParameterizedTest
  @CsvSource({
    "http://host:9464,                    http://host:9464/metrics",
    "http://host:9464/,                   http://host:9464/metrics",
    "https://host/metrics,                https://host/metrics",
    "http://host:9464/metrics/summary,    http://host:9464/metrics",
    "http://host:9464/app/metrics/?a=b#c, http://host:9464/app/metrics",
    "http://[::1]:9464,                   http://[::1]:9464/metrics",
  })
  void theAddressOfAnyPageWillDo(String url, String metrics) throws IOException {
    AgentEndpoint endpoint = AgentEndpoint.at(url, access());

    assertThat(endpoint.metricsUrl()).isEqualTo(metrics);
    assertThat(endpoint.summaryUrl()).isEqualTo(metrics + "/summary");
  }

  @Test
  void aCertificateIsTrustedOnlyIfSomebodySaysSo(@TempDir Path folder) throws Exception {
    KeyStore store = keyStore(folder);
    Path authorities = folder.resolve("ca.pem");
    Files.writeString(
        authorities,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    HttpsServer server = server(store);
    try {
      String url = "https://localhost:" + server.getAddress().getPort();
      String otherName = url.replace("localhost", "127.0.0.1");

      assertThat(get(url, "--ca=" + authorities)).isEqualTo("up 1\n");
      assertThat(get(otherName, "--insecure")).isEqualTo("up 1\n");
      assertThatThrownBy(() -> get(url)).isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> get(otherName, "--ca=" + authorities))
          .isInstanceOf(SSLException.class);
    } finally {
      server.stop(0);
    }
  }

  private static String get(String url, String... arguments) throws IOException {
    return AgentEndpoint.at(url, access(arguments)).metrics().text();
  }

  private static HttpsServer server(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write("up 1\n".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    return server;
  }

  /** A key and its own certificate, for localhost by name. */
  private static KeyStore keyStore(Path folder) throws Exception {
    Path file = folder.resolve("keys");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=dns:localhost")
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  @Test
  void argumentsThatDoNotGoTogetherAreExplained(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no certificate\n");

    assertThatThrownBy(() -> access("--ca=" + file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("--ca=" + file + ": expected certificates in PEM");
    assertThatThrownBy(() -> access("--ca=" + file, "--insecure"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--ca: expected without --insecure.");
    assertThatThrownBy(() -> access("--password-file=" + file))
        .isInstanceOf(UsageException.class)
        .hasMessage("--user: expected together with --password-file.");
    assertThatThrownBy(
            () -> access("--user=a", "--password-file=" + file, "--bearer-token-file=" + file))
        .isInstanceOf(UsageException.class)
        .hasMessage("--bearer-token-file: expected without --user.");
  }
}

package dev.tacho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.TestFamilies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final KeyManager[] NONE = {};

  @TempDir private static Path folder;
  private static TestKeys rsa;
  private static TestKeys ec;
  private static TestKeys expired;
  private static TestKeys authority;
  private static TestKeys client;
  private static TestKeys expiredClient;

  private Listener listener;

  @BeforeAll
  static void makeKeys() throws Exception {
    String[] past = {"-startdate", "-20d", "-validity", "10"};
    var making =
        List.of(
            TestKeys.start(folder, "rsa", "-keyalg", "RSA", "-keysize", "2048"),
            TestKeys.start(folder, "ec", "-keyalg", "EC"),
            TestKeys.start(
                folder, "expired", "-keyalg", "EC", "-startdate", past[1], past[2], past[3]),
            TestKeys.start(folder, "authority", "-keyalg", "EC", "-ext", "bc:c"),
            TestKeys.start(folder, "client", "-keyalg", "EC"),
            TestKeys.start(folder, "expired-client", "-keyalg", "EC"));
    rsa = making.get(0).awaited();
    ec = making.get(1).awaited();
    expired = making.get(2).awaited();
    authority = making.get(3).awaited();
    client = making.get(4).awaited().signedBy(authority);
    expiredClient = making.get(5).awaited().signedBy(authority, past);
  }

  private void serve(String arguments) throws IOException {
    listener =
        Listener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Tls.of(TestFamilies.config(arguments)),
            (request, peer) -> Response.text(200, "served"),
            new AgentHealth(List.of()));
  }

  @AfterEach
  void stop() {
    listener.stop();
  }

  @Test
  void servesWithKeysOfBothKindsInTheirNewAndOldForms() throws Exception {
    for (String key : List.of(rsa.keyPem(), rsa.oldKeyPem("RSA PRIVATE KEY"))) {
      serve("tls-cert=" + file("cert", rsa.certificatePem()) + ",tls-key=" + file("key", key));
      assertThat(get(rsa, "TLSv1.3", NONE)).endsWith("served");
      listener.stop();
    }
    for (String key : List.of(ec.keyPem(), ec.oldKeyPem("EC PRIVATE KEY"))) {
      serve("tls-cert=" + file("both", ec.certificatePem() + key));
      assertThat(get(ec, "TLSv1.2", NONE)).endsWith("served");
      listener.stop();
    }
  }

  @Test
  void speaksNoTlsOlderThanTwelve() throws Exception {
    serve("tls-cert=" + file("both", ec.certificatePem() + ec.keyPem()));
    try (SSLSocket socket = connect(ec, NONE)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.3"});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
    try (SSLSocket socket = connect(ec, NONE)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
    try (Client plain = new Client(listener.port())) {
      plain.get("/");
      assertThat(plain.isEnded() || !plain.rest().contains("served")).isTrue();
    }
  }

  @Test
  void letsInClientsOfTheAuthorityOnly() throws Exception {
    serve(
        "tls-cert="
            + file("both", ec.certificatePem() + ec.keyPem())
            + ",tls-client-ca="
            + file("ca", authority.certificatePem()));
    assertThat(get(ec, "TLSv1.3", client.managers())).endsWith("served");
    for (String version : List.of("TLSv1.3", "TLSv1.2")) {
      assertRefused(version, NONE);
      assertRefused(version, rsa.managers());
      assertRefused(version, expiredClient.managers());
    }
  }

  @Test
  void refusesAnExpiredClientThatIsListedItself() throws Exception {
    serve(
        "tls-cert="
            + file("both", ec.certificatePem() + ec.keyPem())
            + ",tls-client-ca="
            + file("ca", rsa.certificatePem() + expired.certificatePem()));
    assertThat(get(ec, "TLSv1.3", rsa.managers())).endsWith("served");
    assertRefused("TLSv1.3", expired.managers());
    assertRefused("TLSv1.2", expired.managers());
  }

  private void assertRefused(String version, KeyManager[] keys) {
    assertThatThrownBy(() -> get(ec, version, keys)).isInstanceOf(IOException.class);
  }

  @Test
  void servesWithAnExpiredCertificateAllTheSame() throws Exception {
    serve("tls-cert=" + file("both", expired.certificatePem() + expired.keyPem()));
    assertThat(get(expired, "TLSv1.3", NONE)).endsWith("served");
  }

  @Test
  void letsNobodyInWhereTheFilesCannotBeUsed() throws Exception {
    String cert = file("cert", ec.certificatePem());
    for (String arguments :
        List.of(
            "tls-cert=" + folder.resolve("none"),
            "tls-cert=" + cert, // without a key
            "tls-cert=" + cert + ",tls-key=" + file("other", rsa.keyPem()),
            "tls-cert=" + cert + ",tls-key=" + file("other", client.keyPem()),
            "tls-cert=" + cert + ",tls-key=" + file("damaged", ec.keyPem().replace("M", "A")),
            "tls-cert="
                + file("both", ec.certificatePem() + ec.keyPem())
                + ",tls-client-ca="
                + file("empty", ""),
            "tls-key=" + file("key", ec.keyPem()),
            "tls-client-ca=" + cert)) {
      serve(arguments);
      assertThatThrownBy(() -> get(ec, "TLSv1.3", NONE))
          .as(arguments)
          .isInstanceOf(IOException.class);
      try (Client plain = new Client(listener.port())) {
        assertThat(plain.get("/").isEnded()).as(arguments).isTrue();
      }
      listener.stop();
    }
  }

  private static String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private String get(TestKeys server, String version, KeyManager[] keys) throws Exception {
    try (SSLSocket socket = connect(server, keys)) {
      socket.setEnabledProtocols(new String[] {version});
      return new Client(socket).get("/").response();
    }
  }

  private SSLSocket connect(TestKeys server, KeyManager[] keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", server.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return (SSLSocket)
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port());
  }
}

package dev.tacho.agenttests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of test servers, made once for each test JVM, by the JDK's tool. */
public enum TestCertificate {
  /** For this machine, and in the trust store. */
  KNOWN("ip:127.0.0.1,dns:localhost"),
  /** For this machine, but not in the trust store. */
  UNKNOWN("ip:127.0.0.1,dns:localhost"),
  /** In the trust store, for a host that is not asked. */
  OF_ANOTHER_HOST("dns:elsewhere.example");

  private static final String PASSWORD = "changeit"; // the one that trust stores have by default

  private static final String ALIAS = "server";

  private final String names;

  TestCertificate(String names) {
    this.names = names;
  }

  SSLContext serverContext() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(Stores.folder.resolve(name())), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** The certificate and its key, as a PEM file has them. */
  public String pem() throws IOException, GeneralSecurityException {
    KeyStore store = load(Stores.folder.resolve(name()));
    return block("CERTIFICATE", store.getCertificate(ALIAS).getEncoded())
        + block("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
  }

  private static String block(String label, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  /** Of a client that trusts those in the trust store. */
  public static SSLContext clientContext() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("JKS");
    try (InputStream in = Files.newInputStream(trustStore())) {
      trusted.load(in, PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** A file that all Java versions read. */
  static Path trustStore() {
    return Stores.trust;
  }

  private Process makeIn(Path folder) throws IOException {
    return new ProcessBuilder(
            Jdk.current().tool("keytool").toString(),
            "-J-XX:TieredStopAtLevel=1",
            "-genkeypair",
            "-keystore",
            folder.resolve(name()).toString(),
            "-storepass",
            PASSWORD,
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name(),
            "-ext",
            "san=" + names)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static final class Stores {
    static final Path folder;
    static final Path trust;

    static {
      try {
        folder = Files.createTempDirectory("tacho-certificates-");
        makeAll();
        trust = trust(KNOWN, OF_ANOTHER_HOST);
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      for (TestCertificate certificate : values()) {
        folder.resolve(certificate.name()).toFile().deleteOnExit();
      }
    }

    private static void makeAll() throws IOException, InterruptedException {
      folder.toFile().deleteOnExit(); // in the order opposite to this
      Process[] tools = new Process[values().length];
      for (TestCertificate certificate : values()) {
        tools[certificate.ordinal()] = certificate.makeIn(folder);
      }
      for (Process tool : tools) {
        if (tool.waitFor() != 0) {
          throw new IOException("keytool failed");
        }
      }
    }

    private static Path trust(TestCertificate... trusted)
        throws IOException, GeneralSecurityException {
      KeyStore store = KeyStore.getInstance("JKS"); // Java 8 reads it, whatever wrote it
      store.load(null, null);
      for (TestCertificate each : trusted) {
        store.setCertificateEntry(
            each.name(), load(folder.resolve(each.name())).getCertificate(ALIAS));
      }
      Path file = folder.resolve("trusted");
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, PASSWORD.toCharArray());
      }
      file.toFile().deleteOnExit();
      return file;
    }
  }
}

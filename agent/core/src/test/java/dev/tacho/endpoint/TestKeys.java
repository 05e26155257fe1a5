package dev.tacho.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Keys with certificates, made by the JDK's tool; each is a file of a folder. */
final class TestKeys {
  private static final String PASSWORD = "changeit";

  private final Path store;

  private TestKeys(Path store) {
    this.store = store;
  }

  /** One that vouches for itself. */
  static TestKeys make(Path folder, String name, String... options) throws Exception {
    return start(folder, name, options).awaited();
  }

  /** Made beside others; to be awaited. */
  static Making start(Path folder, String name, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-dname", "CN=" + name));
    arguments.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost"));
    arguments.addAll(Arrays.asList(options));
    TestKeys keys = new TestKeys(folder.resolve(name));
    return new Making(keys, keys.keytool(arguments));
  }

  record Making(TestKeys keys, Process tool) {
    TestKeys awaited() throws Exception {
      check(tool);
      return keys;
    }
  }

  /** Replaces the own certificate by one of an authority. */
  TestKeys signedBy(TestKeys authority, String... options) throws Exception {
    Path request = store.resolveSibling(store.getFileName() + ".request");
    Path answer = store.resolveSibling(store.getFileName() + ".answer");
    check(keytool(List.of("-certreq", "-file", request.toString())));
    List<String> sign =
        new ArrayList<>(List.of("-gencert", "-infile", request.toString(), "-outfile"));
    sign.add(answer.toString());
    sign.addAll(Arrays.asList(options));
    check(authority.keytool(sign));
    KeyStore keys = load();
    try (InputStream in = Files.newInputStream(answer)) {
      Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      Certificate[] chain = new Certificate[] {certificate, authority.certificate()};
      keys.setKeyEntry("key", key(), PASSWORD.toCharArray(), chain);
    }
    try (var out = Files.newOutputStream(store)) {
      keys.store(out, PASSWORD.toCharArray());
    }
    return this;
  }

  private Process keytool(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Paths.get(System.getProperty("java.home"), "bin", "keytool").toString());
    command.add("-J-XX:TieredStopAtLevel=1");
    command.addAll(arguments);
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-alias", "key"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void check(Process tool) throws Exception {
    if (tool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
  }

  KeyManager[] managers() throws Exception {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(load(), PASSWORD.toCharArray());
    return factory.getKeyManagers();
  }

  X509Certificate certificate() throws Exception {
    return (X509Certificate) load().getCertificate("key");
  }

  PrivateKey key() throws Exception {
    return (PrivateKey) load().getKey("key", PASSWORD.toCharArray());
  }

  String certificatePem() throws Exception {
    return pem("CERTIFICATE", certificate().getEncoded());
  }

  String keyPem() throws Exception {
    return pem("PRIVATE KEY", key().getEncoded());
  }

  /** As OpenSSL wrote keys before PKCS#8: what its last element, an octet string, has in it. */
  String oldKeyPem(String label) throws Exception {
    byte[] whole = key().getEncoded();
    int start = offsetOfOldForm(whole);
    return pem(label, Arrays.copyOfRange(whole, start, whole.length));
  }

  /** Behind the sequence's head, the version, the algorithm and the string's head. */
  private static int offsetOfOldForm(byte[] pkcs8) {
    int algorithm = content(pkcs8, 0) + 3;
    int string = content(pkcs8, algorithm) + pkcs8[algorithm + 1];
    return content(pkcs8, string);
  }

  private static int content(byte[] der, int offset) {
    return offset + 2 + (der[offset + 1] < 0 ? der[offset + 1] & 0x7f : 0);
  }

  private static String pem(String label, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }
}

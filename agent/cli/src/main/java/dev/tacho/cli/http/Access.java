package dev.tacho.cli.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacho.cli.Arguments;
import dev.tacho.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** What it takes to be let in at an endpoint: credentials, and whom to trust. Immutable. */
public final class Access {
  public static final List<String> VALUED =
      Collections.unmodifiableList(
          Arrays.asList("--user", "--password-file", "--bearer-token-file", "--ca"));
  public static final List<String> FLAGS = Collections.singletonList("--insecure");

  /** The lines of a command's help. */
  public static final String HELP =
      "  --user NAME               with --password-file: basic authentication\n"
          + "  --password-file FILE\n"
          + "  --bearer-token-file FILE  bearer token\n"
          + "  --ca FILE                 certificates to trust, PEM (those of this Java)\n"
          + "  --insecure                trusts any certificate\n";

  /** Null for none. */
  private final String authorization;

  /** Null for that of this Java. */
  private final SSLSocketFactory sockets;

  private final boolean anyHost;

  private Access(String authorization, SSLSocketFactory sockets, boolean anyHost) {
    this.authorization = authorization;
    this.sockets = sockets;
    this.anyHost = anyHost;
  }

  /**
   * Reads the files that the arguments name.
   *
   * @throws UsageException if the arguments do not go together
   */
  public static Access of(Arguments arguments) throws IOException {
    boolean insecure = arguments.has("--insecure");
    String ca = arguments.value("--ca");
    if (insecure && ca != null) {
      throw new UsageException("--ca: expected without --insecure.");
    }
    TrustManager[] trust = insecure ? anyone() : ca == null ? null : authorities(ca);
    return new Access(authorization(arguments), trust == null ? null : sockets(trust), insecure);
  }

  private static String authorization(Arguments arguments) throws IOException {
    String user = arguments.value("--user");
    String password = arguments.value("--password-file");
    String token = arguments.value("--bearer-token-file");
    if ((user == null) != (password == null)) {
      throw new UsageException("--user: expected together with --password-file.");
    }
    if (user != null && token != null) {
      throw new UsageException("--bearer-token-file: expected without --user.");
    }
    if (user != null) {
      byte[] pair = (user + ':' + secret(password)).getBytes(UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
    return token == null ? null : "Bearer " + secret(token);
  }

  /** The first line: editors end files with a line break, which is none of the secret's. */
  private static String secret(String file) throws IOException {
    return new String(Files.readAllBytes(Paths.get(file)), UTF_8).split("\r?\n", 2)[0];
  }

  private static SSLSocketFactory sockets(TrustManager[] trust) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be had: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] authorities(String file) throws IOException {
    try (InputStream in = Files.newInputStream(Paths.get(file))) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry(Integer.toString(trusted.size()), one);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "--ca=" + file + ": expected certificates in PEM (" + e.getMessage() + ")", e);
    }
  }

  private static TrustManager[] anyone() {
    return new TrustManager[] {new TrustAnyone()};
  }

  /** Of the extended kind, for which Java adds no check of its own. */
  private static final class TrustAnyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  void applyTo(HttpURLConnection connection) {
    if (authorization != null) {
      connection.setRequestProperty("Authorization", authorization);
    }
    if (connection instanceof HttpsURLConnection && sockets != null) {
      HttpsURLConnection secured = (HttpsURLConnection) connection;
      secured.setSSLSocketFactory(sockets);
      if (anyHost) {
        secured.setHostnameVerifier((host, session) -> true);
      }
    }
  }
}

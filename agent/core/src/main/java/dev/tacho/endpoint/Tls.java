package dev.tacho.endpoint;

import dev.tacho.config.Config;
import dev.tacho.log.AgentLog;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS 1.2 and 1.3 with a certificate from PEM files, which follows them when they are replaced.
 * Nobody is let in as long as they cannot be used. Threads of connections call.
 */
final class Tls implements Transport {
  private static final List<String> PROTOCOLS = Arrays.asList("TLSv1.3", "TLSv1.2");

  /** The JDK would keep 20 480 for a day, for whoever shakes hands. */
  private static final int MAX_SESSIONS = 64;

  /** Of a key store that is never written. */
  private static final char[] PASSWORD = {'-'};

  private final boolean clientsNeedCertificates;
  private final WatchedFile<SSLContext> context;

  private Tls(boolean clientsNeedCertificates, WatchedFile<SSLContext> context) {
    this.clientsNeedCertificates = clientsNeedCertificates;
    this.context = context;
  }

  /** What the configuration asks for, which may be no TLS at all. */
  static Transport of(Config config) {
    if (config.tlsCert() == null && config.tlsKey() == null && config.tlsClientCa() == null) {
      return PLAIN;
    }
    String certificate = config.tlsCert() == null ? "" : config.tlsCert();
    String key = config.tlsKey() == null ? certificate : config.tlsKey();
    WatchedFile<SSLContext> context =
        config.tlsClientCa() == null
            ? new WatchedFile<>("tls-cert", new ContextReader(), certificate, key)
            : new WatchedFile<>(
                "tls-cert", new ContextReader(), certificate, key, config.tlsClientCa());
    context.get(); // now, so that the operator hears at once of what is wrong
    return new Tls(config.tlsClientCa() != null, context);
  }

  @Override
  public Socket over(Socket accepted) throws IOException {
    SSLContext current = context.get();
    if (current == null) {
      throw new IOException("no certificate");
    }
    SSLSocket socket =
        (SSLSocket) current.getSocketFactory().createSocket(accepted, null, true); // as the server
    List<String> protocols = new ArrayList<>(PROTOCOLS);
    protocols.retainAll(Arrays.asList(socket.getSupportedProtocols()));
    socket.setEnabledProtocols(protocols.toArray(new String[0]));
    socket.setNeedClientAuth(clientsNeedCertificates);
    socket.startHandshake();
    if (clientsNeedCertificates) {
      requireValid((X509Certificate) socket.getSession().getPeerCertificates()[0]);
    }
    return socket;
  }

  /** Of one that is listed itself, and of one of an earlier session, the JDK does not ask. */
  private static void requireValid(X509Certificate certificate) throws IOException {
    try {
      certificate.checkValidity();
    } catch (CertificateException invalid) {
      throw new IOException(invalid);
    }
  }

  @Override
  public String scheme() {
    return "https";
  }

  @Override
  public boolean provesWhoCalls() {
    return clientsNeedCertificates;
  }

  /** Of the certificate's file, the key's and, perhaps, that of clients' authorities. */
  private static final class ContextReader implements WatchedFile.Reader<SSLContext> {
    @Override
    public SSLContext read(byte[][] contents) throws IOException {
      try {
        X509Certificate[] chain = Pem.certificates(contents[0]);
        PrivateKey key = Pem.privateKey(contents[1], chain[0].getPublicKey());
        if (!belongTogether(key, chain[0].getPublicKey())) {
          throw new IOException("tls-key is not the key of tls-cert");
        }
        SSLContext context = SSLContext.getInstance("TLS");
        // Without trust managers given, it would load the JVM's authorities, which nobody asks.
        TrustManager[] trust = contents.length > 2 ? trust(contents[2]) : new TrustManager[0];
        context.init(keys(chain, key), trust, null);
        context.getServerSessionContext().setSessionCacheSize(MAX_SESSIONS);
        warnIfExpired(chain[0]);
        return context;
      } catch (GeneralSecurityException unusable) {
        throw new IOException("cannot be used (" + unusable.getMessage() + ")", unusable);
      }
    }

    /** Files are replaced one after the other: between the two they do not fit. */
    private static boolean belongTogether(PrivateKey key, PublicKey publicKey)
        throws GeneralSecurityException {
      String algorithm = signatureAlgorithm(key.getAlgorithm());
      if (algorithm == null) {
        return true;
      }
      byte[] anything = new byte[32];
      new SecureRandom().nextBytes(anything);
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(anything);
      return signature.verify(signed);
    }

    private static String signatureAlgorithm(String keyAlgorithm) {
      switch (keyAlgorithm) {
        case "RSA":
          return "SHA256withRSA";
        case "EC":
          return "SHA256withECDSA";
        default:
          return null;
      }
    }

    private static KeyManager[] keys(X509Certificate[] chain, PrivateKey key)
        throws GeneralSecurityException, IOException {
      KeyStore store = emptyStore();
      store.setKeyEntry("endpoint", key, PASSWORD, chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, PASSWORD);
      return factory.getKeyManagers();
    }

    private static TrustManager[] trust(byte[] file) throws GeneralSecurityException, IOException {
      KeyStore store = emptyStore();
      for (X509Certificate authority : Pem.certificates(file)) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    }

    private static void warnIfExpired(X509Certificate certificate) {
      Instant end = certificate.getNotAfter().toInstant();
      if (end.isBefore(Instant.now())) {
        AgentLog.line(
            "tls-cert: expected a certificate that is valid, this one was until "
                + end
                + ". It is used all the same; clients will refuse it. See docs/security.md.");
      }
    }
  }
}

package dev.tacho.net;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.security.GeneralSecurityException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections for what the agent itself sends. They take nothing of what the application may
 * have set for all connections of the JVM: no trust in everybody, no credentials, no cache; only
 * proxies and trust stores given as system properties.
 */
public final class OutboundConnection {
  /** Asked only about names that the certificate does not have. */
  private static final HostnameVerifier noOther =
      new HostnameVerifier() {
        @Override
        public boolean verify(String host, SSLSession session) {
          return false;
        }
      };

  /** Null until first used. Guarded by this class. */
  private static SSLSocketFactory sockets;

  private OutboundConnection() {}

  /** A connection that follows no redirect: a stranger could point anywhere. */
  public static HttpURLConnection open(URL url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    if (connection instanceof HttpsURLConnection) {
      secure((HttpsURLConnection) connection);
    }
    return connection;
  }

  private static void secure(HttpsURLConnection connection) throws IOException {
    connection.setSSLSocketFactory(sockets());
    connection.setHostnameVerifier(noOther);
  }

  private static synchronized SSLSocketFactory sockets() throws IOException {
    try {
      if (sockets == null) {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        sockets = context.getSocketFactory();
      }
      return sockets;
    } catch (GeneralSecurityException unusable) {
      throw new IOException(unusable);
    }
  }
}

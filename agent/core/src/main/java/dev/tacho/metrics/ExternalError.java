package dev.tacho.metrics;

import java.util.Locale;

/** What went wrong with an outbound call: the values of the label {@code error}. */
public enum ExternalError {
  CLIENT_ERROR("4xx"),
  SERVER_ERROR("5xx"),
  TIMEOUT,
  CONNECT,
  DNS,
  TLS,
  IO,
  CANCELLED,
  OTHER;

  private final String label;

  ExternalError() {
    this.label = name().toLowerCase(Locale.ROOT);
  }

  ExternalError(String label) {
    this.label = label;
  }

  static String[] labels() {
    ExternalError[] all = values();
    String[] labels = new String[all.length];
    for (int i = 0; i < all.length; i++) {
      labels[i] = all[i].label;
    }
    return labels;
  }

  /** The error that an answer stands for, or null for one below 400. */
  public static ExternalError ofStatus(int status) {
    if (status >= 500) {
      return SERVER_ERROR;
    }
    return status >= 400 ? CLIENT_ERROR : null;
  }

  /** Classifies the exception of a call that got no answer, looking through its causes. */
  public static ExternalError ofFailure(Throwable thrown) {
    // CONNECT, TLS and IO only until a cause tells more: the JDK's client reports a host without
    // address as a ConnectException caused by an UnresolvedAddressException, and Java 11 a time-out
    // while reading from a TLS connection as an SSLException caused by a SocketTimeoutException.
    ExternalError found = OTHER;
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      ExternalError error = ofThrowable(cause);
      if (error != null && error != IO && error != CONNECT && error != TLS) {
        return error;
      }
      if (error != null && (found == OTHER || found == IO)) {
        found = error;
      }
      cause = cause.getCause();
    }
    return found;
  }

  /** By the names of the class and its superclasses: most of them are not visible here. */
  private static ExternalError ofThrowable(Throwable thrown) {
    for (Class<?> c = thrown.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
      ExternalError error = ofClassName(c.getName(), thrown);
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  private static ExternalError ofClassName(String name, Throwable thrown) {
    switch (name) {
      case "java.net.UnknownHostException":
      case "java.nio.channels.UnresolvedAddressException":
        return DNS;
      // Before its superclass HttpTimeoutException: the connection was what timed out. It is still
      // a time-out to whoever waits.
      case "java.net.http.HttpConnectTimeoutException":
      case "java.net.http.HttpTimeoutException":
      case "java.net.SocketTimeoutException":
      case "java.util.concurrent.TimeoutException":
      // Apache's: no connection in time, neither a new one nor one of the pool's.
      case "org.apache.http.conn.ConnectTimeoutException":
      case "org.apache.hc.core5.http.ConnectionRequestTimeoutException":
        return TIMEOUT;
      case "java.net.ConnectException":
        // HttpAsyncClient 4 does not tell by the class.
        return isConnectTimeout(thrown.getMessage()) ? TIMEOUT : CONNECT;
      case "java.net.NoRouteToHostException":
        return CONNECT;
      case "javax.net.ssl.SSLException":
        return TLS;
      case "org.apache.http.impl.execchain.RequestAbortedException":
      case "org.apache.hc.client5.http.impl.classic.RequestAbortedException":
      case "org.apache.hc.client5.http.impl.classic.RequestFailedException":
        // Also what the client makes of any failure of its connection pool: the cause then says it.
        return thrown.getCause() == null ? CANCELLED : IO;
      case "java.io.InterruptedIOException":
        // OkHttp's for a whole call that takes too long, for an interrupted thread, and for a call
        // that its executor does not take: told apart by the text only.
        return "timeout".equals(thrown.getMessage()) ? TIMEOUT : CANCELLED;
      case "java.util.concurrent.CancellationException":
      case "java.lang.InterruptedException":
        return CANCELLED;
      case "java.io.IOException":
      // An answer that is none, or redirects that never end: an IOException elsewhere.
      case "org.apache.http.HttpException":
      case "org.apache.hc.core5.http.HttpException":
        return IO;
      default:
        return null;
    }
  }

  private static boolean isConnectTimeout(String message) {
    return message != null && message.startsWith("Timeout connecting to");
  }
}

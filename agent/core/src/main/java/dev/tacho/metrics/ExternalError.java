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
    // CONNECT and IO only until a cause tells more: the JDK's client reports a host without address
    // as a ConnectException caused by an UnresolvedAddressException.
    ExternalError found = OTHER;
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      ExternalError error = ofClass(cause.getClass());
      if (error != null && error != IO && error != CONNECT) {
        return error;
      }
      if (error == CONNECT || (error == IO && found == OTHER)) {
        found = error;
      }
      cause = cause.getCause();
    }
    return found;
  }

  /** By the names of the class and its superclasses: most of them are not visible here. */
  private static ExternalError ofClass(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      ExternalError error = ofClassName(c.getName());
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  private static ExternalError ofClassName(String name) {
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
        return TIMEOUT;
      case "java.net.ConnectException":
      case "java.net.NoRouteToHostException":
        return CONNECT;
      case "javax.net.ssl.SSLException":
        return TLS;
      case "java.util.concurrent.CancellationException":
      case "java.lang.InterruptedException":
        return CANCELLED;
      case "java.io.IOException":
        return IO;
      default:
        return null;
    }
  }
}

package dev.tacho.agenttests.http;

/** Where calls go. The application is given the base URL of each, in this order. */
public enum Target {
  PLAIN,
  TLS,
  /** TLS with a certificate nobody vouches for. */
  UNTRUSTED,
  /** TLS with a certificate of another host. */
  WRONG_NAME,
  /** A port nobody listens at. */
  REFUSING,
  /** A port that takes no more connections, and does not say so. */
  FULL,
  /** A host that does not exist. */
  UNKNOWN
}

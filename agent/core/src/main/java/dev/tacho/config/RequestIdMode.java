package dev.tacho.config;

/** Where the id of an inbound request comes from. */
public enum RequestIdMode {
  /** The caller's, where it sent a well-formed one; else a new one. */
  ACCEPT,

  /** A new one for every request, whatever the caller sent. */
  GENERATE,

  /** Requests have no id. */
  OFF
}

package dev.tacho.config;

/** Who sees the summary. */
public enum SummaryAccess {
  /**
   * The service's own machine, and whoever has the endpoint's credentials; nobody where the
   * environment is production.
   */
  AUTO,

  /** The service's own machine. */
  LOCAL,

  /** Whoever sees the metrics. */
  PUBLIC,

  /** Nobody. */
  OFF
}

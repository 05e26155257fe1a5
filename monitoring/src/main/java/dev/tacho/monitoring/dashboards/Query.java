package dev.tacho.monitoring.dashboards;

/**
 * A query as Grafana would send it, with all variables resolved.
 *
 * @param asker the title of the panel, or the name of the variable or annotation
 * @param legend empty for a table, a variable and an annotation
 */
public record Query(Kind kind, String asker, String refId, String expression, String legend) {
  /** Who asks: a panel for all of the time that is shown or for its end, or something else. */
  public enum Kind {
    RANGE,
    INSTANT,
    VARIABLE,
    ANNOTATION
  }
}

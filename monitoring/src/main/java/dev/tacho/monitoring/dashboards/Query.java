package dev.tacho.monitoring.dashboards;

/**
 * A query as Grafana would send it, with all variables resolved.
 *
 * @param asker the title of the panel, or the name of the variable or annotation
 * @param legend null for a table, a variable and an annotation
 */
public record Query(Kind kind, String asker, String refId, String expression, String legend) {
  /** Who asks, and how: a table once for the end of the time range, all else for all of it. */
  public enum Kind {
    CHART,
    TABLE,
    VARIABLE,
    ANNOTATION
  }
}

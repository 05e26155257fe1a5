package dev.tacho.monitoring.dashboards;

/**
 * A query of a panel.
 *
 * @param legend with labels in double braces
 */
record Target(String expression, String legend, Role role, boolean exemplars) {
  /** What the result is to the panel. */
  enum Role {
    DATA,
    /** 0, 1, 2: see {@link Expressions#state}. */
    STATE,
    WARNING_LINE,
    CRITICAL_LINE,
    OBJECTIVE_LINE
  }

  static Target of(String expression, String legend) {
    return new Target(expression, legend, Role.DATA, false);
  }

  static Target withExemplars(String expression, String legend) {
    return new Target(expression, legend, Role.DATA, true);
  }

  static Target state(String expression) {
    return new Target(expression, "verdict", Role.STATE, false);
  }

  static Target warningLine(String expression, String legend) {
    return new Target(expression, legend, Role.WARNING_LINE, false);
  }

  static Target criticalLine(String expression, String legend) {
    return new Target(expression, legend, Role.CRITICAL_LINE, false);
  }

  static Target objectiveLine(String expression, String legend) {
    return new Target(expression, legend, Role.OBJECTIVE_LINE, false);
  }
}

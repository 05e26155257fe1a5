package dev.tacho.monitoring.dashboards;

/**
 * A colour of Grafana's palette, and from which value on it holds.
 *
 * @param from null for the first step, which has no lower end
 */
record Step(String color, Double from) {
  static Step base(String color) {
    return new Step(color, null);
  }

  static Step from(double value, String color) {
    return new Step(color, value);
  }
}

package dev.tacho.monitoring.rules;

import java.util.Map;

/**
 * A recording rule or an alert, as its file has it. Durations are Prometheus' text, such as {@code
 * 5m}; null where there is none.
 *
 * @param file by its path below {@code alerts}
 * @param name of the recorded series or of the alert
 */
public record Rule(
    String file,
    String group,
    String name,
    boolean isAlert,
    String expression,
    String holdFor,
    String keepFiringFor,
    Map<String, String> labels,
    Map<String, String> annotations) {
  @Override
  public String toString() {
    return name + labels + " of " + file;
  }
}

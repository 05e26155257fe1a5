package dev.tacho.metrics;

import java.util.Locale;

/** What an event of the event log is about: the values of its field {@code kind}. */
public enum EventKind {
  SLOW_QUERY("warning"),
  CRITICAL_QUERY("critical"),
  SLOW_REQUEST("warning"),
  N_PLUS_ONE("warning"),
  ERROR_RATIO_EXCEEDED("warning"),
  CONNECTION_HELD("warning");

  /** As the event log's field {@code level} has it. */
  public final String level;

  /** As the field {@code kind} and the label have it. */
  public final String label = name().toLowerCase(Locale.ROOT);

  EventKind(String level) {
    this.level = level;
  }
}

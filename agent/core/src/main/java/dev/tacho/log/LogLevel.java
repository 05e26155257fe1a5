package dev.tacho.log;

import java.util.Locale;

/** How much a line of the agent's log matters; the first most. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG;

  final String label = name().toLowerCase(Locale.ROOT);
}

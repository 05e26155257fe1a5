package dev.tacho.log;

/** What a line of the agent's log looks like. */
public enum LogFormat {
  TEXT,
  JSON
}

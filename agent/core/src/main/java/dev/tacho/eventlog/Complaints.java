package dev.tacho.eventlog;

import dev.tacho.log.AgentLog;
import dev.tacho.log.OncePerCause;

/** Says once for each cause that something does not work, and falls silent after a few. */
final class Complaints {
  private static final int MAX_CAUSES = 10;

  private final String option;
  private final String consequence;
  private final OncePerCause causes = new OncePerCause(MAX_CAUSES);

  /**
   * @param option what the line begins with; shows no secret
   * @param consequence to follow "…: does not work (cause): "
   */
  Complaints(String option, String consequence) {
    this.option = option;
    this.consequence = consequence;
  }

  void say(String cause) {
    if (causes.isNew(cause)) {
      AgentLog.warn(
          option + ": does not work (" + cause + "): " + consequence + ". See docs/event-log.md.");
    }
  }
}

package dev.tacho.cli.check;

import dev.tacho.cli.Command;

/** What a run comes to: the exit code, and why. */
enum Conclusion {
  COMPLIES(Command.OK, "all endpoints comply"),
  VIOLATES(Command.NOT_WELL, "not all endpoints comply"),
  WORSE(Command.NOT_WELL, "all endpoints comply, but some are worse than in the earlier report"),
  STOPPED(Command.FAILED, "stopped before its end"),
  MACHINE_TOO_SLOW(
      Command.FAILED,
      "too many requests were sent late: this machine is too slow for the rate, the figures tell"
          + " nothing of the service"),
  RATE_NOT_KEPT(
      Command.FAILED,
      "not all requests were sent: as many as --max-in-flight allows were unanswered");

  final int exitCode;
  final String text;

  Conclusion(int exitCode, String text) {
    this.exitCode = exitCode;
    this.text = text;
  }

  /**
   * A run that was not the one that was asked for concludes nothing, with one exception: a service
   * that left so many requests unanswered that others were not sent, and violates its objectives,
   * has been found out.
   */
  static Conclusion of(RunResult result, boolean worse) {
    if (result.stopped) {
      return STOPPED;
    }
    if (result.machineWasTooSlow()) {
      return MACHINE_TOO_SLOW;
    }
    if (!result.complies()) {
      return VIOLATES;
    }
    if (result.notSent() > 0) {
      return RATE_NOT_KEPT;
    }
    return worse ? WORSE : COMPLIES;
  }
}

package dev.tacho.record;

/**
 * The outbound call that a thread is making in several steps, by one object of the application's.
 * That is known by its identity hash, so as not to keep it alive: two objects of one hash, in a row
 * on one thread, would cost a wrong time. Used by its own thread only.
 */
final class CallSteps {
  private int client;
  private boolean failed;

  /** When the first step began; 0 where there was none before the one in progress. */
  private long startNanos;

  private long stepStartNanos;

  /** The host that the step in progress was begun for, or null. */
  private String host;

  /**
   * A step begins, at the start of {@code call} as that has it; the call goes back to the first.
   */
  void enter(Object caller, ExternalCall call, String calledHost) {
    int identity = System.identityHashCode(caller);
    if (identity != client) {
      client = identity;
      failed = false;
      startNanos = 0;
    }
    stepStartNanos = call.startNanos();
    if (startNanos != 0) {
      call.startedAt(startNanos);
    }
    host = calledHost;
  }

  /** How long the step has taken. */
  long stepNanos() {
    return Tokens.elapsed(stepStartNanos);
  }

  /** Whether the step in progress is of a call to {@code calledHost}. */
  boolean isCalling(String calledHost) {
    return calledHost != null && calledHost.equals(host);
  }

  /** The step ends, and the call goes on. */
  void leave(ExternalCall call) {
    startNanos = call.startNanos();
    host = null;
  }

  /** The call has been answered. */
  void answered() {
    client = 0;
    host = null;
  }

  /**
   * The call has failed, and what its client tries after that begins anew.
   *
   * @return false if it had failed before: its client tried again, on being asked for the answer
   */
  boolean fail() {
    boolean first = !failed;
    failed = true;
    startNanos = 0;
    host = null;
    return first;
  }
}

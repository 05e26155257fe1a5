package dev.tacho.record;

/**
 * The cache command that a thread has sent, until its reply is there, and what has become of it
 * where a call of the application makes several attempts. Used by its own thread only.
 */
final class CacheCall {
  /** Null if no command waits for its reply, or the call in progress has sent none yet. */
  private CacheCommand command;

  private boolean blocking;
  private int arguments;
  private long startNanos;

  /** Of a call in progress: whether a reply was read in it, or an exception in its place. */
  private boolean answered;

  /** Of a call in progress: whether there was no connection to be had at some time. */
  private boolean connectFailed;

  /** Of a call in progress: of its latest attempt. */
  private int attemptedArguments;

  /** Whether commands are queued in a pipeline, the replies of which are read elsewhere. */
  private boolean queued;

  private int period;

  /** Forgets all that was known if that was in another period. */
  void in(int current) {
    if (period != current) {
      period = current;
      clear();
      queued = false;
    }
  }

  void sent(CacheCommand command, int arguments, boolean blocking, long startNanos) {
    this.command = command;
    this.arguments = arguments;
    this.blocking = blocking;
    this.startNanos = startNanos;
  }

  /** The call in progress sends its command once more, or to another node. */
  void attempted(CacheCommand command, int arguments, boolean blocking) {
    if (this.command == null) {
      sent(command, 0, blocking, 0);
    }
    attemptedArguments = arguments;
  }

  void blocks() {
    blocking = true;
  }

  void attemptAnswered(Throwable thrown) {
    answered = true;
    if (thrown == null) {
      arguments += attemptedArguments; // a call can ask each node for some of the keys
      attemptedArguments = 0;
    }
  }

  void connectFailed() {
    connectFailed = true;
  }

  void queued() {
    queued = true;
  }

  boolean isWaiting() {
    return command != null;
  }

  long startNanos() {
    return startNanos;
  }

  boolean hasConnectFailed() {
    return connectFailed;
  }

  /** Whether a pipeline has anything to read, or has read it; asking puts an end to it. */
  boolean endPipeline() {
    boolean something = answered || queued;
    queued = false;
    return something;
  }

  /** Counts the command that was sent last, and forgets it. */
  void ended(long nanos, Object reply, Throwable thrown) {
    CacheCommand ended = command;
    int given = arguments;
    boolean timed = !blocking;
    clear();
    if (timed) {
      ended.ended(nanos, given, reply, thrown);
    } else {
      ended.endedBlocking(given, reply, thrown);
    }
  }

  void clear() {
    command = null;
    answered = false;
    connectFailed = false;
    attemptedArguments = 0;
  }
}

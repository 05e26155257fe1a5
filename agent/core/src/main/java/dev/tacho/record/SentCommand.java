package dev.tacho.record;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A command that was sent and whose reply comes on another thread. Holds the command until it ends:
 * of a reply, a failure and a cancellation that come at a time, the first one counts.
 */
final class SentCommand extends AtomicReference<CacheCommand> {
  private static final long serialVersionUID = 1;

  /** Stands for all that do not count. */
  static final SentCommand NOT_COUNTED = new SentCommand(null, 0);

  /** 0 if the duration says nothing. */
  private final long startNanos;

  SentCommand(CacheCommand command, long startNanos) {
    super(command);
    this.startNanos = startNanos;
  }

  /** Takes the time, and gives the command; null if it has ended before. */
  CacheCommand end() {
    CacheCommand command = get() == null ? null : getAndSet(null);
    if (command != null && startNanos != 0) {
      command.time(Tokens.elapsed(startNanos));
    }
    return command;
  }

  boolean hasEnded() {
    return get() == null;
  }

  /**
   * The same command with what was handed on of its reply, element by element. Takes the place of
   * the former at the first element; belongs to the thread that decodes the reply.
   */
  static final class Streamed {
    final SentCommand sent;
    int present;
    int absent;

    Streamed(SentCommand sent) {
      this.sent = sent;
    }
  }
}

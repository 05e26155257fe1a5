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
}

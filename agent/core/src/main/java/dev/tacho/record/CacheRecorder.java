package dev.tacho.record;

import dev.tacho.metrics.CacheMetrics;
import dev.tacho.metrics.RequestWork;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;

/** Turns Redis commands into measurements. Any thread may call. */
final class CacheRecorder {
  private static final String SYSTEM = "redis";

  /** Redis has some 400 commands, its modules a few hundred more. */
  private static final int MAX_COMMANDS = 1_000;

  /** Not counted, as what follows it: the transaction counts when it is executed. */
  private static final String TRANSACTION_BEGINS = "MULTI";

  /** What may wait, if it is told to. */
  private static final String STREAM_READS = "XREAD";

  /** Where no command was reached. */
  private static final String CONNECT = "CONNECT";

  private final CacheMetrics metrics;
  private final ConcurrentMap<String, CacheCommand> commands = new ConcurrentHashMap<>();

  private final BiConsumer<Object, Throwable> connectObserver =
      new BiConsumer<Object, Throwable>() {
        @Override
        public void accept(Object connection, Throwable thrown) {
          if (thrown != null) {
            connectFailed();
          }
        }
      };

  CacheRecorder(CacheMetrics metrics) {
    this.metrics = metrics;
  }

  long enter(ThreadState thread) {
    if (thread.cacheDepth++ > 0) {
      return Tokens.NESTED;
    }
    thread.beginCall();
    return Tokens.start();
  }

  void exit(ThreadState thread, long startNanos, Object command, Object reply, Throwable thrown) {
    if (thread.cacheDepth > 0) {
      thread.cacheDepth--;
    }
    if (startNanos == Tokens.NESTED) {
      return;
    }
    long nanos = Tokens.elapsed(startNanos);
    thread.endCall(RequestWork.Component.CACHE, nanos);
    // Libraries give commands as constants of an enum; its name is one String for ever, the hash
    // of which is known, and holding it keeps no class alive.
    command(command instanceof Enum ? ((Enum<?>) command).name() : "_other_")
        .ended(nanos, 0, reply, thrown);
  }

  /**
   * A command is about to be sent whose reply comes on another thread.
   *
   * @param name as it is sent
   * @param queued whether it only joins a transaction
   */
  SentCommand send(ThreadState thread, byte[] name, boolean queued) {
    if (queued || thread.cacheInternalDepth > 0) {
      return SentCommand.NOT_COUNTED;
    }
    String upper =
        new String(name, java.nio.charset.StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    if (upper.equals(TRANSACTION_BEGINS)) {
      return SentCommand.NOT_COUNTED;
    }
    boolean waits = thread.blockingRead && upper.startsWith(STREAM_READS);
    thread.blockingRead = false;
    return new SentCommand(command(upper), waits ? 0 : Tokens.start());
  }

  /** The thread has waited for a command that counts itself. */
  void waited(ThreadState thread, long startNanos) {
    if (thread.cacheDepth > 0) {
      thread.cacheDepth--;
    }
    if (startNanos != Tokens.NESTED) {
      thread.endCall(RequestWork.Component.CACHE, Tokens.elapsed(startNanos));
    }
  }

  /** No connection was to be had. */
  void connectFailed() {
    command(CONNECT).countError();
  }

  /** As {@link #connectFailed}, unless {@code connection} comes. */
  void connecting(CompletionStage<?> connection) {
    connection.whenComplete(connectObserver);
  }

  /**
   * The command of this name: the same object for the same name, unless there are too many.
   *
   * @param name in upper case, as the Redis command reference has it
   */
  CacheCommand command(String name) {
    CacheCommand command = commands.get(name);
    return command != null ? command : newCommand(name);
  }

  private CacheCommand newCommand(String name) {
    if (commands.size() >= MAX_COMMANDS && !name.equals("_other_")) {
      return command("_other_");
    }
    RedisCommands.Kind kind = RedisCommands.kind(name);
    boolean readsKeys = kind != RedisCommands.Kind.PLAIN && kind != RedisCommands.Kind.BLOCKING;
    CacheMetrics.Series series = metrics.series(SYSTEM, name.toLowerCase(Locale.ROOT), readsKeys);
    CacheCommand created = new CacheCommand(kind, series);
    CacheCommand present = commands.putIfAbsent(name, created);
    return present == null ? created : present;
  }
}

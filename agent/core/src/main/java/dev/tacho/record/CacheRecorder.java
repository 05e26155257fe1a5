package dev.tacho.record;

import dev.tacho.metrics.CacheMetrics;
import dev.tacho.metrics.RequestWork;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Turns Redis commands into measurements. Any thread may call. */
final class CacheRecorder {
  private static final String SYSTEM = "redis";

  /** Redis has some 400 commands, its modules a few hundred more. */
  private static final int MAX_COMMANDS = 1_000;

  private final CacheMetrics metrics;
  private final ConcurrentMap<String, CacheCommand> commands = new ConcurrentHashMap<>();

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

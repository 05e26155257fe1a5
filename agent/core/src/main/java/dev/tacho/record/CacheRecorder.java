package dev.tacho.record;

import dev.tacho.metrics.CacheMetrics;
import dev.tacho.metrics.RequestWork;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Turns Redis commands into measurements. Any thread may call. */
final class CacheRecorder {
  private static final String SYSTEM = "redis";

  /** Redis has some 400 commands, its modules a few hundred more. */
  private static final int MAX_COMMANDS = 1_000;

  private final CacheMetrics metrics;
  private final ConcurrentMap<String, Command> commands = new ConcurrentHashMap<>();

  private static final class Command {
    final RedisCommands.Kind kind;
    final CacheMetrics.Series series;

    Command(RedisCommands.Kind kind, CacheMetrics.Series series) {
      this.kind = kind;
      this.series = series;
    }
  }

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
    Command known = command(command instanceof Enum ? ((Enum<?>) command).name() : "_other_");
    if (known.kind != RedisCommands.Kind.BLOCKING) {
      known.series.time(nanos);
    }
    if (thrown != null) {
      known.series.countError();
    } else {
      count(known, reply);
    }
  }

  private static void count(Command command, Object reply) {
    switch (command.kind) {
      case NIL_MISSES:
        countKey(command, reply != null);
        break;
      case ZERO_MISSES:
        boolean absent =
            Boolean.FALSE.equals(reply)
                || (reply instanceof Number && ((Number) reply).longValue() == 0);
        countKey(command, reply != null && !absent);
        break;
      case EMPTY_MISSES:
        countKey(command, reply != null && !isEmpty(reply));
        break;
      case NIL_MISSES_PER_KEY:
        countEach(command, reply);
        break;
      default:
        command.series.countOk();
    }
  }

  private static void countKey(Command command, boolean hit) {
    command.series.countKeys(hit ? 1 : 0, hit ? 0 : 1);
  }

  private static void countEach(Command command, Object reply) {
    if (!(reply instanceof List)) {
      command.series.countOk();
      return;
    }
    int misses = 0;
    List<?> elements = (List<?>) reply;
    int size = elements.size();
    for (int i = 0; i < size; i++) {
      if (elements.get(i) == null) {
        misses++;
      }
    }
    command.series.countKeys(size - misses, misses);
  }

  private static boolean isEmpty(Object reply) {
    return reply instanceof Map
        ? ((Map<?, ?>) reply).isEmpty()
        : reply instanceof List && ((List<?>) reply).isEmpty();
  }

  private Command command(String name) {
    Command command = commands.get(name);
    return command != null ? command : newCommand(name);
  }

  private Command newCommand(String name) {
    if (commands.size() >= MAX_COMMANDS && !name.equals("_other_")) {
      return command("_other_");
    }
    RedisCommands.Kind kind = RedisCommands.kind(name);
    boolean readsKeys = kind != RedisCommands.Kind.PLAIN && kind != RedisCommands.Kind.BLOCKING;
    CacheMetrics.Series series = metrics.series(SYSTEM, name.toLowerCase(Locale.ROOT), readsKeys);
    Command created = new Command(kind, series);
    Command present = commands.putIfAbsent(name, created);
    return present == null ? created : present;
  }
}

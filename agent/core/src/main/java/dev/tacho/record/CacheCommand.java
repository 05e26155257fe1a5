package dev.tacho.record;

import dev.tacho.metrics.CacheMetrics;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One command of one cache: what its replies mean, and where it counts. Any thread may call. */
final class CacheCommand {
  private final RedisCommands.Kind kind;

  /** Null for a command that does not count. */
  private final CacheMetrics.Series series;

  CacheCommand(RedisCommands.Kind kind, CacheMetrics.Series series) {
    this.kind = kind;
    this.series = series;
  }

  /**
   * Counts and times a call that has ended by a reply, or by {@code thrown} if that is not null.
   *
   * @param arguments as for {@link #count}
   */
  void ended(long nanos, int arguments, Object reply, Throwable thrown) {
    time(nanos);
    endedBlocking(arguments, reply, thrown);
  }

  /** As {@link #ended} for a call of which it is known that it waited for somebody else. */
  void endedBlocking(int arguments, Object reply, Throwable thrown) {
    if (thrown != null) {
      countError();
    } else {
      count(arguments, reply);
    }
  }

  /** Does nothing for a command that waits for somebody else: its duration says nothing. */
  void time(long nanos) {
    if (series != null && kind != RedisCommands.Kind.BLOCKING) {
      series.time(nanos);
    }
  }

  /** Whether its arguments tell if it waits for somebody else. */
  boolean mayBlock() {
    return kind == RedisCommands.Kind.BLOCKING_BY_OPTION;
  }

  void countError() {
    if (series != null) {
      series.countError();
    }
  }

  /**
   * Counts a reply, as a library reads it or as it makes it of that.
   *
   * @param arguments how many the command had besides its name; 0 if that is not known
   * @param reply null for nil
   */
  void count(int arguments, Object reply) {
    switch (kind) {
      case NIL_MISSES:
        countKey(reply != null);
        break;
      case NUMBER_OF_HITS:
        countFound(Math.max(arguments, 1), reply);
        break;
      case NUMBER_OF_HITS_OF_ONE:
        countFound(1, reply);
        break;
      case EMPTY_MISSES:
        countKey(reply != null && !isEmpty(reply));
        break;
      case NIL_MISSES_PER_KEY:
        countEach(reply);
        break;
      case UNCOUNTED:
        break;
      default:
        series.countOk();
    }
  }

  private void countKey(boolean hit) {
    series.countKeys(hit ? 1 : 0, hit ? 0 : 1);
  }

  private void countFound(int keys, Object reply) {
    if (reply instanceof Number) {
      long hits = ((Number) reply).longValue();
      series.countKeys(hits, keys - hits);
    } else {
      countKey(Boolean.TRUE.equals(reply));
    }
  }

  private void countEach(Object reply) {
    if (!(reply instanceof List)) {
      series.countOk();
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
    series.countKeys(size - misses, misses);
  }

  private static boolean isEmpty(Object reply) {
    if (reply instanceof Collection) {
      return ((Collection<?>) reply).isEmpty();
    }
    if (reply instanceof Map) {
      return ((Map<?, ?>) reply).isEmpty();
    }
    return reply instanceof byte[]
        ? ((byte[]) reply).length == 0
        : reply instanceof String && ((String) reply).isEmpty();
  }
}

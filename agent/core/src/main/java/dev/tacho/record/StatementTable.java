package dev.tacho.record;

import dev.tacho.sql.SqlReader;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The statements by what is left of their SQL without literals. Any thread may call; a known
 * statement is found without waiting and without allocating.
 *
 * <p>Holds a fixed number of them, in sets that their hashes choose. Where a new one finds its set
 * full, it takes the place of the one with the least total time: an application that never stops
 * making up statements leaves the expensive ones where they are. A statement without a place still
 * counts in its series and statistics, where it is referred to; it gets a place again when it has
 * more total time than another of its set and its text comes again.
 */
final class StatementTable extends AbstractCollection<SqlStatement> {
  private static final int SETS = 64;
  private static final int WAYS = 16;

  private final AtomicReferenceArray<SqlStatement> slots = new AtomicReferenceArray<>(SETS * WAYS);

  /** Null if the statement that {@code reader} has read is not there. */
  SqlStatement find(SqlReader reader, String system) {
    long hash = reader.hash();
    int first = first(hash);
    for (int slot = first; slot < first + WAYS; slot++) {
      SqlStatement present = slots.get(slot);
      if (present != null
          && present.summary.hash == hash
          && present.system.equals(system)
          && reader.produces(present.summary)) {
        return present;
      }
    }
    return null;
  }

  /**
   * Puts in a new statement.
   *
   * @return the equal one that another thread has put in meanwhile, else {@code created}
   */
  SqlStatement putIfAbsent(SqlStatement created) {
    return put(created, Long.MAX_VALUE);
  }

  /**
   * Puts in a statement that has lost its place, if it is worth one by now.
   *
   * @return the equal one that has come meanwhile, else {@code displaced}
   */
  SqlStatement putBack(SqlStatement displaced) {
    long nanos = displaced.statistics().totalNanos();
    // Looks before it locks: where there are more statements than places, this is asked often.
    return leastNanos(first(displaced.summary.hash)) < nanos ? put(displaced, nanos) : displaced;
  }

  private long leastNanos(int first) {
    long least = Long.MAX_VALUE;
    for (int slot = first; slot < first + WAYS; slot++) {
      SqlStatement present = slots.get(slot);
      least = Math.min(least, present == null ? -1 : present.statistics().totalNanos());
    }
    return least;
  }

  /** Takes the place of the statement with the least total time, if that is below {@code nanos}. */
  private synchronized SqlStatement put(SqlStatement statement, long nanos) {
    int first = first(statement.summary.hash);
    int best = first;
    long leastNanos = Long.MAX_VALUE;
    for (int slot = first; slot < first + WAYS; slot++) {
      SqlStatement present = slots.get(slot);
      if (present != null && present.isSameAs(statement)) {
        return present;
      }
      long presentNanos = present == null ? -1 : present.statistics().totalNanos();
      if (presentNanos < leastNanos) {
        leastNanos = presentNanos;
        best = slot;
      }
    }
    if (leastNanos < nanos) {
      replace(best, statement);
    }
    return statement;
  }

  private void replace(int slot, SqlStatement statement) {
    SqlStatement before = slots.get(slot);
    if (before != null) {
      before.hasPlace = false;
    }
    statement.hasPlace = true;
    slots.set(slot, statement);
  }

  private static int first(long hash) {
    return (int) (hash & (SETS - 1)) * WAYS;
  }

  @Override
  public Iterator<SqlStatement> iterator() {
    List<SqlStatement> present = new ArrayList<>();
    for (int slot = 0; slot < slots.length(); slot++) {
      SqlStatement statement = slots.get(slot);
      if (statement != null) {
        present.add(statement);
      }
    }
    return present.iterator();
  }

  @Override
  public int size() {
    int size = 0;
    for (int slot = 0; slot < slots.length(); slot++) {
      size += slots.get(slot) == null ? 0 : 1;
    }
    return size;
  }
}

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
 * counts in its series; who refers to it goes on with it, and only its statistics are lost.
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
   * Puts in a statement.
   *
   * @return the equal one that another thread has put in meanwhile, else {@code created}
   */
  synchronized SqlStatement putIfAbsent(SqlStatement created) {
    int first = first(created.summary.hash);
    int best = first;
    long leastNanos = Long.MAX_VALUE;
    for (int slot = first; slot < first + WAYS; slot++) {
      SqlStatement present = slots.get(slot);
      if (present != null && present.isSameAs(created)) {
        return present;
      }
      long nanos = present == null ? -1 : present.statistics().totalNanos();
      if (nanos < leastNanos) {
        leastNanos = nanos;
        best = slot;
      }
    }
    slots.set(best, created);
    return created;
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

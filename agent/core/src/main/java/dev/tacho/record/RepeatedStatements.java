package dev.tacho.record;

import dev.tacho.eventlog.Event;
import java.util.Arrays;

/**
 * Counts how often one request runs each SQL statement, to find those that it runs once per row of
 * another query (N+1). Used by one thread at a time, the one that works on the request.
 *
 * <p>A hash table of fixed size, with the statements' identity as the key. Where a request runs
 * more statements than find room, the one that ran least often so far is forgotten; a count can
 * come out too low that way, never too high. One that reached the threshold is not forgotten.
 *
 * <p>Clearing empties the slots that were used, so that a statement which nobody else remembers
 * goes with its request.
 */
final class RepeatedStatements {
  private static final int SLOTS = 64;

  /** A statement stands in one of so many slots from the one that its hash tells. */
  private static final int WINDOW = 8;

  private static final int MAX_COLLECTIONS = 8;

  /** Null until the first statement: many threads and requests never run one. */
  private SqlStatement[] statements;

  private int[] counts;

  /** The slots that are not empty. */
  private byte[] usedSlots;

  private int used;

  /** Of the request: the one with which its first statement came. */
  private int threshold;

  /** For each collection the first statement that reached the threshold. */
  private final SqlStatement[] repeated = new SqlStatement[MAX_COLLECTIONS];

  /** What the event log is to be told of each of them; null for nothing. */
  private final Event[] events = new Event[MAX_COLLECTIONS];

  private int repeatedCount;

  /**
   * The request has run {@code statement}. Not for an object that stands for several texts, such as
   * all unknown ones.
   *
   * @param newThreshold the count that makes it a case of N+1, at least 2; from the request's first
   *     statement on it stays the same
   * @return whether it has just become one, the first of its collection
   */
  boolean ran(SqlStatement statement, int newThreshold) {
    if (statements == null) {
      allocate();
    }
    int home = System.identityHashCode(statement);
    for (int i = 0; i < WINDOW; i++) {
      int slot = (home + i) & (SLOTS - 1);
      SqlStatement present = statements[slot];
      if (present == statement) {
        return ++counts[slot] == threshold && addRepeated(statement);
      }
      if (present == null) {
        if (used == 0) {
          threshold = newThreshold;
        }
        put(slot, statement);
        usedSlots[used++] = (byte) slot;
        return false;
      }
    }
    replaceLeast(home, statement);
    return false;
  }

  private void allocate() {
    counts = new int[SLOTS];
    usedSlots = new byte[SLOTS];
    statements = new SqlStatement[SLOTS];
  }

  private void put(int slot, SqlStatement statement) {
    statements[slot] = statement;
    counts[slot] = 1;
  }

  private void replaceLeast(int home, SqlStatement statement) {
    int least = home & (SLOTS - 1);
    for (int i = 1; i < WINDOW; i++) {
      int slot = (home + i) & (SLOTS - 1);
      if (counts[slot] < counts[least]) {
        least = slot;
      }
    }
    if (counts[least] < threshold) {
      put(least, statement);
    }
  }

  /** Beyond so many collections one more says nothing new. */
  private boolean addRepeated(SqlStatement statement) {
    if (repeatedCount == MAX_COLLECTIONS) {
      return false;
    }
    for (int i = 0; i < repeatedCount; i++) {
      if (repeated[i].collection().equals(statement.collection())) {
        return false;
      }
    }
    repeated[repeatedCount++] = statement;
    return true;
  }

  /** The number of collections with a statement that reached the threshold. */
  int repeatedCount() {
    return repeatedCount;
  }

  /**
   * The first statement on one of these collections that reached the threshold.
   *
   * @param index from 0 to below {@link #repeatedCount}
   */
  SqlStatement repeated(int index) {
    return repeated[index];
  }

  /** Keeps what the event log is to be told of the statement that became a case last. */
  void report(Event event) {
    events[repeatedCount - 1] = event;
  }

  /** What {@link #report} kept of {@code repeated(index)}, or null. */
  Event event(int index) {
    return events[index];
  }

  /** Tells the statements, as many of them as are remembered, in which route they ran. */
  void ranIn(String route) {
    for (int i = 0; i < used; i++) {
      statements[usedSlots[i]].statistics().ranIn(route);
    }
  }

  /** How often the request ran {@code statement}, which has reached the threshold. */
  int executions(SqlStatement statement) {
    for (int i = 0; i < used; i++) {
      if (statements[usedSlots[i]] == statement) {
        return counts[usedSlots[i]];
      }
    }
    return 0;
  }

  /** Starts over for the next request. */
  void clear() {
    for (int i = 0; i < used; i++) {
      statements[usedSlots[i]] = null;
    }
    used = 0;
    Arrays.fill(repeated, 0, repeatedCount, null);
    Arrays.fill(events, 0, repeatedCount, null);
    repeatedCount = 0;
  }
}

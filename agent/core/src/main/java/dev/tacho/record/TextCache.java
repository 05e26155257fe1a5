package dev.tacho.record;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which statement an SQL text is, for the texts seen lately. Holds a fixed number of texts and
 * forgets without notice: an application that writes literals into its SQL has a new text for each
 * call. Any thread may call; nobody waits.
 *
 * <p>A text has two places. A new one takes the first and moves the one that was there to the
 * second, so that a text which comes again stays longer than one that does not.
 */
final class TextCache {
  /** With {@link #MAX_LENGTH} at most 4 MB in all, 8 MB if no text is Latin-1. */
  private static final int SETS = 1024;

  private static final int MAX_LENGTH = 2048;

  private static final class Entry {
    final int hash;
    final String text;
    final SqlStatement statement;

    Entry(String text, SqlStatement statement) {
      this.hash = text.hashCode();
      this.text = text;
      this.statement = statement;
    }

    /** The hash spares the look at a text that has long left the processor's cache. */
    boolean isFor(String sql, String system) {
      return hash == sql.hashCode() && statement.system.equals(system) && text.equals(sql);
    }
  }

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(2 * SETS);

  /** Null if it is not, or no longer, known. */
  SqlStatement get(String sql, String system) {
    int first = place(sql);
    Entry entry = entries.get(first);
    if (entry != null && entry.isFor(sql, system)) {
      return entry.statement;
    }
    entry = entries.get(first + 1);
    return entry != null && entry.isFor(sql, system) ? entry.statement : null;
  }

  void put(String sql, SqlStatement statement) {
    if (sql.length() > MAX_LENGTH) {
      return;
    }
    int first = place(sql);
    entries.set(first + 1, entries.get(first));
    entries.set(first, new Entry(sql, statement));
  }

  /** The upper bits of a string's hash vary more than the lower ones: they are mixed in. */
  private static int place(String sql) {
    int hash = sql.hashCode();
    return ((hash ^ (hash >>> 16)) & (SETS - 1)) * 2;
  }
}

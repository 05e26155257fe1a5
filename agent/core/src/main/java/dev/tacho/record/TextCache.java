package dev.tacho.record;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which statement an SQL text is, for the texts seen lately. Holds a fixed number of texts and
 * forgets without notice: an application that writes literals into its SQL has a new text for each
 * call. Any thread may call; nobody waits.
 *
 * <p>A text is kept from its second sighting on, so that those which never come again push nothing
 * out and keep nothing alive. It has two places. A new one takes the first and moves the one that
 * was there to the second.
 */
final class TextCache {
  /** With {@link #MAX_LENGTH} at most 2 MB in all, 4 MB if no text is Latin-1. */
  private static final int SETS = 512;

  private static final int MAX_LENGTH = 2048;

  /** Texts seen once that are remembered, by their hashes only. */
  private static final int SIGHTINGS = 4096;

  private static final class Entry {
    final String text;
    final SqlStatement statement;

    Entry(String text, SqlStatement statement) {
      this.text = text;
      this.statement = statement;
    }
  }

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(2 * SETS);

  /**
   * The hashes of the texts of {@link #entries}, which spare the look at an entry that has long
   * left the processor's cache. Plain, as the next: a race costs one look-up its success.
   */
  private final int[] hashes = new int[2 * SETS];

  private final int[] sightings = new int[SIGHTINGS];

  /**
   * Finds a statement.
   *
   * @param hash of the text, the same kind of hash in all calls
   * @return null if it is not, or no longer, known
   */
  SqlStatement get(CharSequence text, int hash, String system) {
    int first = mixed(hash) % SETS * 2;
    SqlStatement found = get(first, text, hash, system);
    return found != null ? found : get(first + 1, text, hash, system);
  }

  private SqlStatement get(int place, CharSequence text, int hash, String system) {
    if (hashes[place] != hash) {
      return null;
    }
    Entry entry = entries.get(place);
    return entry != null && entry.statement.system.equals(system) && entry.text.contentEquals(text)
        ? entry.statement
        : null;
  }

  /** Keeps the statement of a text that has been seen before. */
  void put(CharSequence text, int hash, SqlStatement statement) {
    if (text.length() > MAX_LENGTH) {
      return;
    }
    int sighting = mixed(hash) % SIGHTINGS;
    if (sightings[sighting] != hash) {
      sightings[sighting] = hash;
      return;
    }
    int first = mixed(hash) % SETS * 2;
    entries.set(first + 1, entries.get(first));
    hashes[first + 1] = hashes[first];
    entries.set(first, new Entry(text.toString(), statement));
    hashes[first] = hash;
  }

  /** The upper bits of a string's hash vary more than the lower ones: they are mixed in. */
  private static int mixed(int hash) {
    return (hash ^ (hash >>> 16)) & Integer.MAX_VALUE;
  }
}

package dev.tacho.record;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds commands by the bytes that a client sends as their name, in whatever case. Any thread may
 * ask; a command that is known is found without a lock and without garbage. Names are copied: the
 * client's array may be an object of the application, and change.
 */
final class CommandTable {
  /** Longer ones are no command's. */
  private static final int MAX_NAME_LENGTH = 40;

  /** A power of two, several times the most names there are, so that look-ups are short. */
  private static final int PLACES = 4096;

  /** Immutable, so that a plain array may publish it. */
  private static final class Entry {
    final byte[] name;
    final CacheCommand command;

    Entry(byte[] name, CacheCommand command) {
      this.name = name;
      this.command = command;
    }
  }

  private final CacheRecorder commands;

  /** Written under the lock; a reader that misses an entry looks again under it. */
  private final Entry[] entries = new Entry[PLACES];

  private int size; // guarded by this

  CommandTable(CacheRecorder commands) {
    this.commands = commands;
  }

  /** The command of this name; that of all others once there are too many. */
  CacheCommand find(byte[] name) {
    for (int place = firstPlace(name); ; place = nextPlace(place)) {
      Entry entry = entries[place];
      if (entry == null) {
        return name.length > MAX_NAME_LENGTH ? commands.other() : add(name);
      }
      if (isSame(entry.name, name)) {
        return entry.command;
      }
    }
  }

  private synchronized CacheCommand add(byte[] name) {
    int place = firstPlace(name);
    while (entries[place] != null) {
      if (isSame(entries[place].name, name)) {
        return entries[place].command;
      }
      place = nextPlace(place);
    }
    if (size == CacheRecorder.MAX_COMMANDS) {
      return commands.other();
    }
    String upperCase = new String(name, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    CacheCommand command = commands.command(upperCase);
    entries[place] = new Entry(name.clone(), command);
    size++;
    return command;
  }

  private static int firstPlace(byte[] name) {
    int hash = 0;
    for (byte one : name) {
      hash = 31 * hash + upper(one);
    }
    return (hash ^ (hash >>> 12)) & (PLACES - 1);
  }

  private static int nextPlace(int place) {
    return (place + 1) & (PLACES - 1);
  }

  private static boolean isSame(byte[] one, byte[] other) {
    if (one.length != other.length) {
      return false;
    }
    for (int i = 0; i < one.length; i++) {
      if (upper(one[i]) != upper(other[i])) {
        return false;
      }
    }
    return true;
  }

  /** In ASCII. */
  static byte upper(byte one) {
    return one >= 'a' && one <= 'z' ? (byte) (one - 'a' + 'A') : one;
  }
}

package dev.tacho.sql;

import java.util.Arrays;

/**
 * The sanitised text as it grows: room for 2 KB, what goes beyond is only counted. May be taken
 * back to an earlier length. For one thread.
 */
final class SqlText {
  /** As UTF-8, the mark of a text that was cut included. */
  static final int MAX_BYTES = 2048;

  private static final char MORE = '…';
  private static final int MORE_BYTES = 3;

  private char[] chars = new char[256];
  private int length;

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  void append(char c) {
    if (length < MAX_BYTES) {
      reserve(length + 1);
      chars[length] = c;
    }
    length++;
  }

  void append(String text, int start, int end) {
    int fitting = Math.min(end - start, MAX_BYTES - length);
    if (fitting > 0) {
      reserve(length + fitting);
      text.getChars(start, start + fitting, chars, length);
    }
    length += end - start;
  }

  private void reserve(int needed) {
    if (needed > chars.length) {
      chars = Arrays.copyOf(chars, Math.min(MAX_BYTES, Math.max(needed, 2 * chars.length)));
    }
  }

  /** Forgets what stands behind the first {@code newLength} characters. */
  void truncate(int newLength) {
    length = newLength;
  }

  /** Cuts the text to its limit, and marks it as cut if it was or {@code goesOn}. */
  void finish(boolean goesOn) {
    int end = fitting(MAX_BYTES);
    if (end < length || goesOn) {
      length = fitting(MAX_BYTES - MORE_BYTES);
      append(MORE);
    }
  }

  /** How many characters fit into so many bytes. */
  private int fitting(int bytes) {
    int kept = Math.min(length, MAX_BYTES);
    int left = bytes;
    int fitting = 0;
    while (fitting < kept) {
      left -= bytes(chars[fitting]);
      if (left < 0) {
        break;
      }
      fitting++;
    }
    return fitting;
  }

  private static int bytes(char c) {
    if (c < 0x80) {
      return 1;
    }
    return c < 0x800 ? 2 : 3;
  }

  long addTo(long hash) {
    long result = hash;
    for (int i = 0; i < length; i++) {
      result = SqlHash.add(result, chars[i]);
    }
    return SqlHash.add(result, '\0');
  }

  boolean contentEquals(String text) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}

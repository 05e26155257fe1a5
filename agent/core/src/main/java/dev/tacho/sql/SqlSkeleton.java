package dev.tacho.sql;

import java.util.Arrays;

/**
 * What is left of an SQL text when its literals are emptied, found in a quarter of the time that
 * {@link SqlReader} takes, and only for texts that all databases read alike: no comment, no quote
 * but the apostrophe, no backslash, no prefixed literal. Texts with the same skeleton have the same
 * {@link SqlSummary} in each dialect, so that one of them has to be read only.
 *
 * <p>For one thread, which keeps it; allocates nothing once its buffer has grown. Not to be shown
 * to anybody: names are in it as they were written.
 */
public final class SqlSkeleton implements CharSequence {
  /** Longer texts are not worth it: they would be remembered as well. */
  private static final int MAX_LENGTH = 2048;

  private static final int ASCII = 128;

  /**
   * What a character outside of literals is. The first two, which nearly all are, come first, so
   * that one branch which is nearly always taken tells them: a branch for each kind costs more than
   * all the rest.
   */
  private static final byte WORD = 0;

  private static final byte OTHER = 1;

  /** May be part of a comment. */
  private static final byte COMMENT_SIGN = 2;

  private static final byte DIGIT = 3;
  private static final byte APOSTROPHE = 4;
  private static final byte NOT_SIMPLE = 5;
  private static final byte[] kinds = kinds();

  /** Instead of a place in the text. */
  private static final int NONE = -1;

  private char[] chars = new char[256];
  private int length;
  private int hash;

  private static byte[] kinds() {
    byte[] kinds = new byte[ASCII];
    Arrays.fill(kinds, NOT_SIMPLE);
    mark(kinds, " \t\n\r!%&()+,.:;<=>?@^|~{}", OTHER);
    mark(kinds, "-/*", COMMENT_SIGN);
    mark(kinds, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", WORD);
    mark(kinds, "0123456789", DIGIT);
    mark(kinds, "'", APOSTROPHE);
    return kinds;
  }

  private static void mark(byte[] kinds, String characters, byte kind) {
    for (int i = 0; i < characters.length(); i++) {
      kinds[characters.charAt(i)] = kind;
    }
  }

  /**
   * Reads a text.
   *
   * @return false, and no skeleton, for one that has to be read in full
   */
  public boolean read(String sql) {
    int end = sql.length();
    length = 0;
    hash = 0;
    if (end > MAX_LENGTH) {
      return false;
    }
    if (chars.length < end) {
      chars = new char[Math.min(MAX_LENGTH, 2 * end)];
    }
    sql.getChars(0, end, chars, 0);
    return squeeze(end);
  }

  /** Empties the literals of the text in the buffer, where it stands. */
  private boolean squeeze(int end) {
    char[] text = chars;
    int kept = 0;
    int sum = 0;
    byte before = OTHER;
    for (int i = 0; i < end; i++) {
      char c = text[i];
      byte kind = c < ASCII ? kinds[c] : NOT_SIMPLE;
      if (kind > OTHER) {
        if (kind == DIGIT && before == WORD) {
          kind = WORD; // part of a name, and so is what follows it
        } else {
          i = endOfSpecial(text, i, end, kind, before);
          if (i == NONE) {
            return false;
          }
          c = kind == DIGIT ? '0' : c;
        }
      }
      text[kept++] = c;
      sum = (Integer.rotateLeft(sum, 5) ^ c) + c; // half the time that multiplying takes
      before = kind;
    }
    length = kept;
    hash = sum * 0x9e3779b1;
    return true;
  }

  /** The last character of a literal or a lone sign; {@link #NONE} if it is not certain which. */
  private static int endOfSpecial(char[] text, int i, int end, byte kind, byte before) {
    switch (kind) {
      case COMMENT_SIGN:
        return isComment(text, i, end) ? NONE : i;
      case DIGIT:
        return endOfNumber(text, i, end);
      case APOSTROPHE:
        return before == WORD || before == DIGIT ? NONE : endOfString(text, i, end);
      default:
        return NONE;
    }
  }

  private static boolean isComment(char[] text, int i, int end) {
    if (i + 1 == end) {
      return false;
    }
    char following = text[i + 1];
    switch (text[i]) {
      case '-':
        return following == '-';
      case '/':
        return following == '*' || following == '/';
      case '*':
        return following == '/';
      default:
        return false;
    }
  }

  /**
   * The last digit of a number; {@link #NONE} if letters follow, so that it may have an exponent.
   */
  private static int endOfNumber(char[] text, int start, int end) {
    int i = start + 1;
    while (i < end && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i == end || isBehindNumber(text[i]) ? i - 1 : NONE;
  }

  private static boolean isBehindNumber(char c) {
    return c < ASCII && (kinds[c] == OTHER || kinds[c] == COMMENT_SIGN);
  }

  /** The closing quote; {@link #NONE} if there is none, or it is not certain which. */
  private static int endOfString(char[] text, int opening, int end) {
    for (int i = opening + 1; i < end; i++) {
      char c = text[i];
      if (c == '\\') {
        return NONE;
      }
      if (c == '\'') {
        if (i + 1 == end || text[i + 1] != '\'') {
          return i;
        }
        i++;
      }
    }
    return NONE;
  }

  /** Of the characters; not that which a string has. */
  public int hash() {
    return hash;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return chars[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().subSequence(start, end);
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}

package dev.tacho.sql;

/**
 * FNV-1a over characters, 64 bits, with the finish of MurmurHash3, so that all bits depend on all
 * characters. Depends on nothing but the characters, unlike a hash with a seed.
 */
public final class SqlHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private SqlHash() {}

  static long start() {
    return OFFSET;
  }

  static long add(long hash, char c) {
    return (hash ^ c) * PRIME;
  }

  /** Adds a text and a mark behind it. */
  static long add(long hash, String text) {
    long result = hash;
    for (int i = 0; i < text.length(); i++) {
      result = add(result, text.charAt(i));
    }
    return add(result, '\0');
  }

  /** A hash as people see it: 16 hexadecimal digits. */
  public static String digits(long hash) {
    String digits = Long.toHexString(hash);
    return "0000000000000000".substring(digits.length()) + digits;
  }

  static long end(long hash) {
    long mixed = hash;
    mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}

package dev.tacho.record;

/**
 * How many elements of a reply there were so far. Belongs to the thread that decodes the reply, and
 * is read by the same one at its end.
 */
final class KeysRead {
  private int present;
  private int absent;

  /** Adds an element to those before, null for none. */
  static KeysRead andOne(KeysRead before, boolean isPresent) {
    KeysRead keys = before == null ? new KeysRead() : before;
    if (isPresent) {
      keys.present++;
    } else {
      keys.absent++;
    }
    return keys;
  }

  int present() {
    return present;
  }

  int absent() {
    return absent;
  }
}

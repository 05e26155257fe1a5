package dev.tacho.record;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes version 4 UUIDs in their text form. Any thread may call, each with a {@link Scratch} of its
 * own; nothing blocks, and nothing is allocated but the string that comes out.
 *
 * <p>Not by {@link java.util.UUID#randomUUID}: the {@code SecureRandom} behind it is one for the
 * whole process, has a lock, loads providers and may wait for the system's entropy. These ids need
 * not be secret. They must not repeat, and this is why they do not:
 *
 * <ul>
 *   <li>within a process the ids are numbered, and the first half is a mixture of the number that
 *       gives different halves for different numbers, but for the 4 bits that the version takes;
 *   <li>other processes have other seeds of 128 bits, which come from the system's random device.
 *       Where there is none, from clocks, the environment and addresses: still different for two
 *       processes started in the same millisecond on two hosts, or by their nanoseconds on one;
 *   <li>copies of one process, made by checkpoint and restore, have the same seed and number; the
 *       time in the second half tells them apart.
 * </ul>
 */
final class UniqueIds {
  private static final int TEXT_LENGTH = 36;
  private static final int NUMBERS_PER_THREAD = 1024;

  /** Odd numbers with their bits well spread: 2^64 divided by the golden ratio, and a prime. */
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private static final long OTHER_STEP = 0xD1342543DE82EF95L;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** What one thread keeps between two ids: the numbers it may still give, and the text's space. */
  static final class Scratch {
    private long number;
    private int numbersLeft;
    private final byte[] text = new byte[TEXT_LENGTH];
  }

  private final long firstSeed;
  private final long secondSeed;
  private final AtomicLong nextNumber = new AtomicLong();

  /** Reads the random device, so not on a thread of the application. */
  static UniqueIds ofThisProcess() {
    long[] seeds = {
      mix(System.nanoTime() ^ System.identityHashCode(new Object())),
      mix(System.currentTimeMillis() ^ ((long) System.getenv().hashCode() << 32))
    };
    try (InputStream device = new FileInputStream("/dev/urandom")) {
      for (int i = 0; i < 2 * Long.BYTES; i++) {
        seeds[i % 2] = (seeds[i % 2] << 8 | seeds[i % 2] >>> 56) ^ device.read();
      }
    } catch (IOException | SecurityException noSuchDevice) {
      // Not a Unix. The clocks and the environment have to do.
    }
    return new UniqueIds(seeds[0], seeds[1]);
  }

  UniqueIds(long firstSeed, long secondSeed) {
    this.firstSeed = firstSeed;
    this.secondSeed = secondSeed;
  }

  String next(Scratch scratch) {
    return next(scratch, System.nanoTime());
  }

  @SuppressWarnings("deprecation") // the only way from bytes to a string that decodes nothing
  String next(Scratch scratch, long nowNanos) {
    long number = number(scratch);
    long first = mix(firstSeed + number * STEP);
    long second = mix(mix(secondSeed + nowNanos) + number * OTHER_STEP);
    write((first & ~0xF000L) | 0x4000L, (second >>> 2) | Long.MIN_VALUE, scratch.text);
    return new String(scratch.text, 0, 0, TEXT_LENGTH);
  }

  /** Threads fetch numbers by the thousand, so that they do not meet at the counter. */
  private long number(Scratch scratch) {
    if (scratch.numbersLeft == 0) {
      scratch.number = nextNumber.getAndAdd(NUMBERS_PER_THREAD);
      scratch.numbersLeft = NUMBERS_PER_THREAD;
    }
    scratch.numbersLeft--;
    return scratch.number++;
  }

  /** The finisher of MurmurHash3 in David Stafford's 13th variant: one to one, bits well mixed. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static void write(long first, long second, byte[] text) {
    hex(first >>> 32, 8, text, 0);
    text[8] = '-';
    hex(first >>> 16, 4, text, 9);
    text[13] = '-';
    hex(first, 4, text, 14);
    text[18] = '-';
    hex(second >>> 48, 4, text, 19);
    text[23] = '-';
    hex(second, 12, text, 24);
  }

  /** The last {@code digits} digits of {@code value}. */
  private static void hex(long value, int digits, byte[] text, int start) {
    long rest = value;
    for (int i = start + digits - 1; i >= start; i--) {
      text[i] = HEX[(int) rest & 0xF];
      rest >>>= 4;
    }
  }
}

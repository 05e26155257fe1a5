package dev.tacho.record;

/** The values that travel from enter to exit; see {@code TachoProbe} for their meaning. */
final class Tokens {
  static final long NOTHING = 0;
  static final long NESTED = -1;

  /** The outermost entry of a request, measured from its object's start. */
  static final long REQUEST = 1;

  /** The outermost entry of a request that is not measured. */
  static final long IGNORED = -2;

  /** A run inside another one of the same job, which it gave a better name. */
  static final long RENAMED = -3;

  private Tokens() {}

  /** The time now, which {@link System#nanoTime} may give as 0 or less, as a valid start. */
  static long start() {
    long now = System.nanoTime();
    return now > 0 ? now : wrapped(now);
  }

  /** nanoTime's origin is arbitrary. Bit 62 set keeps differences exact for a hundred years. */
  private static long wrapped(long now) {
    return (now & Long.MAX_VALUE) | (1L << 62);
  }

  static long elapsed(long startNanos) {
    long now = System.nanoTime();
    long elapsed = (now > 0 ? now : wrapped(now)) - startNanos;
    return elapsed > 0 ? elapsed : 1;
  }
}

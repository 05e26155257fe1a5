package dev.tacho.metrics;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a histogram takes an observation: all, none, or a share of them taken at random, each one
 * for itself, so that no pattern in the load can bias it. Any thread may ask; nothing blocks.
 */
final class Sampling {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int NONE = Integer.MIN_VALUE;

  /** Random numbers below it are taken. */
  private volatile int limit;

  /**
   * @param share from 0 to 1
   */
  Sampling(double share) {
    set(share);
  }

  void set(double share) {
    limit = (int) Math.min(ALL, NONE + Math.round(share * (1L << Integer.SIZE)));
  }

  boolean takes() {
    int below = limit;
    return below == ALL || ThreadLocalRandom.current().nextInt() < below;
  }
}

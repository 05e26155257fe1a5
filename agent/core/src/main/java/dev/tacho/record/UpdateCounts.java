package dev.tacho.record;

/** How many rows a statement has changed, as JDBC answers it. */
final class UpdateCounts {
  static final long UNKNOWN = -1;

  private UpdateCounts() {}

  /**
   * Adds up what a batch has answered.
   *
   * @param counts {@code int[]}, {@code long[]} or null
   * @return {@link #UNKNOWN} if it does not tell the count of each of its statements
   */
  static long sum(Object counts) {
    if (counts instanceof int[]) {
      return sum((int[]) counts);
    }
    return counts instanceof long[] ? sum((long[]) counts) : UNKNOWN;
  }

  private static long sum(int[] counts) {
    long sum = 0;
    for (int count : counts) {
      if (count < 0) {
        return UNKNOWN; // Statement.SUCCESS_NO_INFO
      }
      sum += count;
    }
    return sum;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      if (count < 0) {
        return UNKNOWN;
      }
      sum += count;
    }
    return sum;
  }
}

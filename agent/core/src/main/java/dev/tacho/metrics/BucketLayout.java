package dev.tacho.metrics;

import dev.tacho.config.HistogramKind;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * The buckets of a histogram, classic and native at once: the bounds of both kinds merged into one
 * sorted list, so that an observation finds one bucket only, and both kinds follow from the counts
 * of the merged ones. Values are longs, nanoseconds or plain counts. Immutable, one for a family.
 *
 * <p>The native ones have schema 3: each is 2^(1/8), 9 %, wider than the one below. What is below
 * the lowest is Prometheus' zero bucket. What is above the highest counts in the next one, whatever
 * its size, because the native buckets have to add up to the count.
 */
final class BucketLayout {
  static final int NATIVE_SCHEMA = 3;

  /** In place of a native index: the zero bucket. */
  static final int ZERO_BUCKET = Integer.MIN_VALUE;

  private static final int NATIVE_PER_OCTAVE = 1 << NATIVE_SCHEMA;

  /** A slot of the look-up table is an eighth of an octave, like a native bucket, but linear. */
  private static final int SLOT_BITS = 3;

  private final HistogramKind kind;
  private final double valuesPerUnit;
  private final int lowestOctave;
  private final int highestOctave;
  private final double[] classicBounds;

  /** Upper bounds, inclusive, ascending; the last is the highest long there is. */
  private final long[] bounds;

  /** By slot: the lowest bucket that a value of the slot can be in. */
  private final int[] firstOfSlot;

  private final int[] classicOfBucket;
  private final int[] nativeOfBucket;

  /** Nanoseconds, exposed as seconds; the native buckets begin at a microsecond. */
  static BucketLayout ofSeconds(double[] classicBounds, HistogramKind kind) {
    return new BucketLayout(classicBounds, kind, 1e9, -20);
  }

  /** Counts, exposed as they are; the native buckets begin at 1. */
  static BucketLayout ofCounts(double[] classicBounds, HistogramKind kind) {
    return new BucketLayout(classicBounds, kind, 1, -1);
  }

  /**
   * @param classicBounds ascending, in the exposed unit, without infinity
   * @param valuesPerUnit how many of the recorded values make one of the exposed unit
   * @param lowestOctave the power of two, in the exposed unit, at which the native buckets begin
   */
  private BucketLayout(
      double[] classicBounds, HistogramKind kind, double valuesPerUnit, int lowestOctave) {
    this.kind = kind;
    this.valuesPerUnit = valuesPerUnit;
    this.lowestOctave = lowestOctave;
    double last = classicBounds[classicBounds.length - 1];
    this.highestOctave = Math.max(10, Math.getExponent(last) + 1);
    this.classicBounds = Arrays.copyOf(classicBounds, classicBounds.length + 1);
    this.classicBounds[classicBounds.length] = Double.POSITIVE_INFINITY;
    this.bounds = mergedBounds();
    this.firstOfSlot = firstOfSlot();
    this.classicOfBucket = classicOfBucket();
    this.nativeOfBucket = nativeOfBucket();
  }

  /** The bucket of a value: few compares, because the slot says where to begin. */
  int bucketOf(long value) {
    if (value <= 0) {
      return 0;
    }
    int bucket = firstOfSlot[slot(value)];
    while (value > bounds[bucket]) {
      bucket++;
    }
    return bucket;
  }

  int buckets() {
    return bounds.length;
  }

  /** The index, in {@link #classicBounds}, of the classic bucket that {@code bucket} is part of. */
  int classicOf(int bucket) {
    return classicOfBucket[bucket];
  }

  /** Prometheus' index of the native bucket, or {@link #ZERO_BUCKET}; ascending. */
  int nativeOf(int bucket) {
    return nativeOfBucket[bucket];
  }

  /** In the exposed unit; the last is infinity. Not to be changed. */
  double[] classicBounds() {
    return classicBounds;
  }

  /** The upper bound of the native zero bucket, in the exposed unit. */
  double zeroThreshold() {
    return Math.scalb(1.0, lowestOctave);
  }

  boolean showsClassic() {
    return kind != HistogramKind.NATIVE;
  }

  boolean showsNative() {
    return kind != HistogramKind.CLASSIC;
  }

  double toUnit(double value) {
    return value / valuesPerUnit;
  }

  /** The exponent of {@code value} and its next bits. Ascending; {@code value} is at least 1. */
  private static int slot(long value) {
    int zeros = Long.numberOfLeadingZeros(value);
    int mantissa = (int) ((value << zeros << 1) >>> (Long.SIZE - SLOT_BITS));
    return (Long.SIZE - 1 - zeros) << SLOT_BITS | mantissa;
  }

  private long[] mergedBounds() {
    TreeSet<Long> merged = new TreeSet<>();
    for (int index = lowestNative(); showsNative() && index <= highestNative(); index++) {
      merged.add(nativeBound(index));
    }
    for (double bound : classicBounds) {
      merged.add(classicBound(bound));
    }
    long[] result = new long[merged.size()];
    int i = 0;
    for (long bound : merged) {
      result[i++] = bound;
    }
    return result;
  }

  private int[] firstOfSlot() {
    int[] first = new int[slot(Long.MAX_VALUE) + 1];
    int bucket = 0;
    for (int slot = 0; slot < first.length; slot++) {
      while (bounds[bucket] == 0 || slot(bounds[bucket]) < slot) {
        bucket++;
      }
      first[slot] = bucket;
    }
    return first;
  }

  private int[] classicOfBucket() {
    int[] classic = new int[bounds.length];
    int index = 0;
    for (int bucket = 0; bucket < bounds.length; bucket++) {
      while (classicBound(classicBounds[index]) < bounds[bucket]) {
        index++;
      }
      classic[bucket] = index;
    }
    return classic;
  }

  private int[] nativeOfBucket() {
    int[] indexes = new int[bounds.length];
    int index = lowestNative();
    for (int bucket = 0; bucket < bounds.length; bucket++) {
      while (index <= highestNative() && nativeBound(index) < bounds[bucket]) {
        index++;
      }
      indexes[bucket] = index == lowestNative() ? ZERO_BUCKET : index;
    }
    return indexes;
  }

  /** Infinity is the highest long. */
  private long classicBound(double bound) {
    return Math.round(bound * valuesPerUnit);
  }

  private int lowestNative() {
    return lowestOctave * NATIVE_PER_OCTAVE;
  }

  private int highestNative() {
    return highestOctave * NATIVE_PER_OCTAVE;
  }

  /** The highest value of the native bucket. */
  private long nativeBound(int index) {
    return (long) (Math.pow(2, (double) index / NATIVE_PER_OCTAVE) * valuesPerUnit);
  }
}

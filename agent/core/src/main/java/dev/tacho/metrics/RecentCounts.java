package dev.tacho.metrics;

/** What two counts have gained within the time just past. Immutable. */
public final class RecentCounts {
  /** 0 if it is all that was ever counted, because the window is longer than that. */
  public final long nanos;

  public final long part;
  public final long whole;

  RecentCounts(long nanos, long part, long whole) {
    this.nanos = nanos;
    this.part = part;
    this.whole = whole;
  }
}

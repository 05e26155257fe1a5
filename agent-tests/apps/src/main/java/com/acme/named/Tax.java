package com.acme.named;

/** Computes. */
public class Tax {
  private final int rate;

  public Tax(int rate) {
    this.rate = rate;
  }

  /** Calls itself. */
  public synchronized double compute(int depth) {
    return depth == 0 ? rate : compute(depth - 1) + other();
  }

  private int other() {
    return 1;
  }

  /** Nobody sees its bridge. */
  static final class Reduced extends Tax implements Comparable<Reduced> {
    Reduced() {
      super(7);
    }

    @Override
    public int compareTo(Reduced other) {
      return 0;
    }

    @Override
    public String toString() {
      return "reduced";
    }
  }
}

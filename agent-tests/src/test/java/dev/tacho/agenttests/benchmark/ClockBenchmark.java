package dev.tacho.agenttests.benchmark;

import org.openjdk.jmh.annotations.Benchmark;

/** What every measurement of a duration costs at least. */
public class ClockBenchmark {
  @Benchmark
  public long twoReads() {
    long startNanos = System.nanoTime();
    return System.nanoTime() - startNanos;
  }
}

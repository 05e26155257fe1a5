package dev.tacho.config;

/** Which buckets histograms have. */
public enum HistogramKind {
  CLASSIC,
  NATIVE,
  BOTH
}

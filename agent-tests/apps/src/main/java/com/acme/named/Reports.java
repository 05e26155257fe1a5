package com.acme.named;

import java.util.concurrent.CompletableFuture;

/** Works in the background. */
public class Reports {
  /** Answers what it gets. */
  public CompletableFuture<String> nightly(CompletableFuture<String> report) {
    return report;
  }

  /** Calls itself, and fails in the end. */
  public int fail(int depth) {
    if (depth == 0) {
      throw new IllegalStateException("no paper");
    }
    return fail(depth - 1);
  }
}

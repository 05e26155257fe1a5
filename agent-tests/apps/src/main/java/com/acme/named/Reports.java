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
    return depth > 0 ? fail(depth - 1) : Integer.parseInt("no paper");
  }
}

package com.acme.named;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls a service by ways of its own. */
public final class Billing {
  private Billing() {}

  /** Fails for negative amounts. */
  public static long charge(int cents) {
    if (cents < 0) {
      throw new IllegalArgumentException("negative");
    }
    return cents;
  }

  /** Passes on to the other one. */
  public static long charge(String cents) {
    return charge(Integer.parseInt(cents));
  }

  /** Answers what it gets. */
  public static CompletableFuture<String> refund(CompletableFuture<String> answer) {
    return answer;
  }

  /** Answers what it gets, and does not say so. */
  public static Object refundAny(CompletionStage<String> answer) {
    return answer;
  }
}

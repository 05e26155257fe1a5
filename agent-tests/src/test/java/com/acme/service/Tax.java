package com.acme.service;

import java.util.function.LongUnaryOperator;

/** Something short to be measured by its name. */
public final class Tax implements LongUnaryOperator {
  @Override
  public long applyAsLong(long cents) {
    return cents * 19 / 100;
  }
}

package com.acme.database;

import java.sql.Connection;
import java.sql.PreparedStatement;

/** As much of a driver's connection as the benchmarks call; made concrete by them. */
public abstract class NoOpConnection implements Connection {
  /** Drivers keep what is open in a list. */
  private PreparedStatement open;

  protected abstract NoOpStatement newStatement();

  @Override
  public PreparedStatement prepareStatement(String sql) {
    open = newStatement();
    return open;
  }
}

package com.acme.database;

import java.sql.PreparedStatement;

/** As much of a driver's statement as the benchmarks call; made concrete by them. */
public abstract class NoOpStatement implements PreparedStatement {
  @Override
  public boolean execute() {
    return true;
  }
}

package dev.tacho.agenttests.databases;

/** The ways to a connection. */
public enum Pool {
  DRIVER_MANAGER,
  DRIVER_DATA_SOURCE,
  HIKARI,
  HIKARI_TEST_QUERY,
  TOMCAT_JDBC,
  DBCP2,
  DBCP2_TEST_QUERY,
  C3P0,
  C3P0_TEST_QUERY,
  AGROAL,
  P6SPY,
  SPRING_TRANSACTION_AWARE,
  SPRING_LAZY
}

package dev.tacho.instrumentation;

/**
 * The numbers under which {@code TachoProbe.poolEnter} names libraries of connection pools.
 * Constants, because advice may hold nothing else; {@link Instrumentations} puts the libraries in
 * this order.
 */
public final class PoolLibraries {
  public static final int HIKARI = 0;
  public static final int TOMCAT_JDBC = 1;
  public static final int DBCP = 2;
  public static final int C3P0 = 3;

  private PoolLibraries() {}
}

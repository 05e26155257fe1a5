package dev.tacho.instrumentation;

/**
 * The numbers under which {@code TachoProbe.logContextFound} names logging libraries. Constants,
 * because advice may hold nothing else; {@link Instrumentations} puts the libraries in this order.
 */
public final class LogLibraries {
  public static final int SLF4J = 0;
  public static final int LOG4J = 1;
  public static final int JBOSS_LOG_MANAGER = 2;

  private LogLibraries() {}
}

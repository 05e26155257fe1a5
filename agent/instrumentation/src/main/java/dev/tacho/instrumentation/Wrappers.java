package dev.tacho.instrumentation;

/**
 * The numbers under which {@code TachoProbe.wrap} finds the callback wrappers. Constants, because
 * advice may hold nothing else; {@link Instrumentations} puts the wrappers in this order.
 */
public final class Wrappers {
  public static final int JAVA_HTTP_BODY_HANDLER = 0;
  public static final int SERVLET_ASYNC_LISTENER = 1;
  public static final int JAVA_HTTP_FUTURE = 2;
  public static final int JAVA_HTTP_EXCHANGE = 3;
  public static final int JAVA_HTTP_ASYNCHRONOUS_BODY_HANDLER = 4;
  public static final int OKHTTP_CALLBACK = 5;
  public static final int APACHE_ASYNC_CLIENT_4 = 6;
  public static final int APACHE_ASYNC_CLIENT_5 = 7;

  private Wrappers() {}
}

package com.acme.log;

/** Another library's context that is but a view of {@link LogContext}; it answers old values. */
public final class LogContextView {
  private LogContextView() {}

  public static String put(String key, String value) {
    String old = LogContext.get(key);
    LogContext.put(key, value);
    return old;
  }

  public static String get(String key) {
    return LogContext.get(key);
  }

  public static String remove(String key) {
    String old = LogContext.get(key);
    LogContext.remove(key);
    return old;
  }
}

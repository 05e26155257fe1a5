package com.acme.log;

import java.util.HashMap;
import java.util.Map;

/** Stands for a logging library's context of a thread. */
public final class LogContext {
  private static final ThreadLocal<Map<String, String>> values =
      ThreadLocal.withInitial(HashMap::new);

  /** Throws as long as this is more than 0, which it takes down by 1. */
  public static int failures;

  public static int calls;

  private LogContext() {}

  public static void put(String key, String value) {
    called();
    values.get().put(key, value);
  }

  public static String get(String key) {
    called();
    return values.get().get(key);
  }

  public static void remove(String key) {
    called();
    values.get().remove(key);
  }

  private static void called() {
    calls++;
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("as asked");
    }
  }
}

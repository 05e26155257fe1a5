package dev.tacho.agenttests.caches;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a scenario finds its servers, and says what it saw. */
final class RedisSession {
  /** May throw. */
  interface Call {
    Object run() throws Exception;
  }

  static final String HOST = "127.0.0.1";
  static final String PASSWORD = "secret";

  /** Nobody listens there. */
  static final int REFUSED = 1;

  final int port;
  final int portWithPassword;
  final int clusterPort;
  final StubRedis stub;

  RedisSession(int port, int portWithPassword, int clusterPort, StubRedis stub) {
    this.port = port;
    this.portWithPassword = portWithPassword;
    this.clusterPort = clusterPort;
    this.stub = stub;
  }

  Reflective jedis() throws Exception {
    return jedis(port);
  }

  static Reflective jedis(int port) throws Exception {
    return Reflective.create("Jedis", HOST, port);
  }

  void sees(Object value) {
    System.out.println("  " + text(value));
  }

  /** Says how it ends. */
  void tries(Call call) {
    try {
      sees(call.run());
    } catch (Exception e) {
      for (Throwable thrown = e; thrown != null; thrown = thrown.getCause()) {
        // A pool says what is left of its time, just above or below zero.
        String message =
            String.valueOf(thrown.getMessage())
                .replaceAll("PT-?[\\d.]+S", "a time")
                .replaceAll("\\d+", "#");
        System.out.println("  " + thrown.getClass().getName() + ": " + message);
      }
    }
  }

  /** As {@link #tries} where it is a matter of time with which exception it ends. */
  void fails(Call call) {
    try {
      sees(call.run());
    } catch (Exception e) {
      System.out.println("  fails");
    }
  }

  private static String text(Object value) {
    if (value instanceof byte[]) {
      return new String((byte[]) value, java.nio.charset.StandardCharsets.UTF_8);
    }
    if (value instanceof Map) {
      return new TreeMap<Object, Object>((Map<?, ?>) value).toString();
    }
    if (value instanceof Collection) {
      List<String> texts = new ArrayList<>();
      for (Object one : (Collection<?>) value) {
        texts.add(text(one));
      }
      return texts.toString();
    }
    if (value instanceof Object[]) {
      return text(Arrays.asList((Object[]) value));
    }
    if (value instanceof Throwable) {
      return value.getClass().getName();
    }
    return String.valueOf(value);
  }
}

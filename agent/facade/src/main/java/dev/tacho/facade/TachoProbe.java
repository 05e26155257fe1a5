package dev.tacho.facade;

/**
 * All that woven code can see of the agent. Packaging moves this class and {@link TachoSink} into
 * {@code java.lang}, so that every class loader resolves them; signatures therefore use types of
 * {@code java.base} only.
 *
 * <p>Woven code calls these methods in pairs: <em>enter</em> answers a token, <em>exit</em> takes
 * it back. A token of 0 means that nothing was started, because no sink is installed or enter
 * failed; exit then does nothing. A negative token marks a call nested in one of the same family,
 * which only the outermost call measures. A positive token is the start in {@link System#nanoTime}
 * terms.
 *
 * <p>Any thread may call; no method blocks. Methods may throw, so woven code suppresses throwables
 * and hands them to {@link #adviceFailed}, which never does.
 */
public final class TachoProbe {
  /** Plain: written once before the first class is woven, and woven code checks for null. */
  private static TachoSink sink;

  private TachoProbe() {}

  /** Connects the facade to the agent. Only the first call has an effect. */
  public static synchronized void install(TachoSink newSink) {
    if (sink == null) {
      sink = newSink;
    }
  }

  /**
   * An HTTP request reaches servlet code.
   *
   * @param uri the request URI as sent, context path included, query string excluded
   */
  public static long requestEnter(String method, String uri) {
    TachoSink s = sink;
    return s == null ? 0 : s.requestEnter(method, uri);
  }

  /**
   * The method that got {@code startNanos} ends. Called before anything is asked of the response,
   * so that a getter which throws leaves the nesting intact.
   *
   * @return the duration in nanoseconds, at least 1, or 0 when there is nothing to record
   */
  public static long requestLeave(long startNanos) {
    TachoSink s = sink;
    return s == null || startNanos == 0 ? 0 : s.requestLeave(startNanos);
  }

  /**
   * The outermost request on this thread is complete.
   *
   * @param contextPath where the web application is mounted, empty for the root
   * @param mapping the URL pattern under which the servlet was found, null where the API is too old
   *     to tell
   * @param servletName null likewise
   * @param thrown what left the application, or null
   */
  public static void requestDone(
      long elapsedNanos,
      String contextPath,
      String mapping,
      String servletName,
      int status,
      Throwable thrown) {
    TachoSink s = sink;
    if (s != null) {
      s.requestDone(elapsedNanos, contextPath, mapping, servletName, status, thrown);
    }
  }

  /** A JDBC execute call begins. */
  public static long queryEnter() {
    TachoSink s = sink;
    return s == null ? 0 : s.queryEnter();
  }

  /**
   * A JDBC execute call ends.
   *
   * @param sql the text given at the call, or null if it was given when preparing
   */
  public static void queryExit(long startNanos, Object statement, String sql, Throwable thrown) {
    TachoSink s = sink;
    if (s != null && startNanos != 0) {
      s.queryExit(startNanos, statement, sql, thrown);
    }
  }

  /** As {@link #queryExit} for the execution of a batch. */
  public static void batchExit(long startNanos, Object statement, Throwable thrown) {
    TachoSink s = sink;
    if (s != null && startNanos != 0) {
      s.batchExit(startNanos, statement, thrown);
    }
  }

  /** A connection handed out {@code statement}, null if it failed to, for {@code sql}. */
  public static void statementPrepared(Object statement, String sql) {
    TachoSink s = sink;
    if (s != null && statement != null && sql != null) {
      s.statementPrepared(statement, sql);
    }
  }

  /** {@code sql} joins the batch of {@code statement}. */
  public static void statementBatched(Object statement, String sql) {
    TachoSink s = sink;
    if (s != null && sql != null) {
      s.statementBatched(statement, sql);
    }
  }

  /** The batch of {@code statement} was dropped unexecuted. */
  public static void batchCleared(Object statement) {
    TachoSink s = sink;
    if (s != null) {
      s.batchCleared(statement);
    }
  }

  /** A JDBC driver opened {@code connection}, null if it does not take the {@code url}. */
  public static void connected(Object connection, String url) {
    TachoSink s = sink;
    if (s != null && connection != null && url != null) {
      s.connected(connection, url);
    }
  }

  /**
   * Somebody asks for a database connection: a pool, another data source, or a driver. Such calls
   * nest; the outermost one counts.
   */
  public static long connectionEnter() {
    TachoSink s = sink;
    return s == null ? 0 : s.connectionEnter();
  }

  /**
   * A data source or pool hands out {@code connection}.
   *
   * @param connection what {@link #connectionReturned} will get, null if there was none to be had
   */
  public static void connectionTaken(long startNanos, Object connection) {
    TachoSink s = sink;
    if (s != null && startNanos != 0) {
      s.connectionTaken(startNanos, connection);
    }
  }

  /**
   * As {@link #connectionTaken} for a driver; inside of a data source that is the data source's.
   */
  public static void connectionOpened(long startNanos, Object connection) {
    TachoSink s = sink;
    if (s != null && startNanos != 0) {
      s.connectionOpened(startNanos, connection);
    }
  }

  /** {@code connection} is given back. Any thread may do so, and more than once. */
  public static void connectionReturned(Object connection) {
    TachoSink s = sink;
    if (s != null && connection != null) {
      s.connectionReturned(connection);
    }
  }

  /** A cache command begins. */
  public static long cacheEnter() {
    TachoSink s = sink;
    return s == null ? 0 : s.cacheEnter();
  }

  /**
   * A cache command ends.
   *
   * @param command the library's command: an enum constant, called as the command is; anything else
   *     counts as {@code _other_}
   * @param reply what the library answers, null for a nil reply
   */
  public static void cacheExit(long startNanos, Object command, Object reply, Throwable thrown) {
    TachoSink s = sink;
    if (s != null && startNanos != 0) {
      s.cacheExit(startNanos, command, reply, thrown);
    }
  }

  /**
   * An outbound HTTP call begins.
   *
   * @param path the raw path, null for none
   * @return a token for {@link #externalExit} and {@link #wrap}, or null if nothing was started
   */
  public static Object externalEnter(String method, String host, String path) {
    TachoSink s = sink;
    return s == null ? null : s.externalEnter(method, host, path);
  }

  /** An outbound HTTP call ends, by an answer or by {@code thrown}. */
  public static void externalExit(Object call, Throwable thrown) {
    TachoSink s = sink;
    if (s != null && call != null) {
      s.externalExit(call, thrown);
    }
  }

  /**
   * Puts an object of the agent in front of a callback of the application.
   *
   * @param wrapper the number under which an instrumentation registered its wrapper
   * @return an object of the same interface, or {@code original} itself if there is nothing to do
   */
  public static Object wrap(int wrapper, Object original, Object context) {
    TachoSink s = sink;
    return s == null || context == null ? original : s.wrap(wrapper, original, context);
  }

  /** Takes what advice threw, so that the application never sees it. Never throws. */
  public static void adviceFailed(Throwable failure, int instrumentation) {
    try {
      TachoSink s = sink;
      if (s != null) {
        s.adviceFailed(failure, instrumentation);
      }
    } catch (Throwable ignored) {
      // Counting failed too, say for want of stack or memory: the application comes first.
    }
  }
}

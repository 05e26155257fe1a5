package dev.tacho.record;

import dev.tacho.metrics.AgentHealth;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The context of one copy of a logging library, as far as the request's id goes. Any thread may
 * call; the calls act on that thread's context and never throw. Keeps the application's classes
 * alive by nothing.
 */
final class LogContext {
  private static final String KEY = "request_id";

  /** So many in a row, and it is left alone: a library that cannot will not learn it. */
  private static final int MAX_FAILURES = 3;

  private final LogLibrary library;
  private final WeakReference<Class<?>> api;
  private final AgentHealth health;
  private final AtomicInteger failures = new AtomicInteger();

  /** Null until a request needs it. */
  private volatile WeakReference<LogContextAccess> access;

  /**
   * @param api a class of the library's API
   */
  LogContext(LogLibrary library, Class<?> api, AgentHealth health) {
    this.library = library;
    this.api = new WeakReference<Class<?>>(api);
    this.health = health;
  }

  boolean isOf(LogLibrary other, Class<?> otherApi) {
    Class<?> own = api.get();
    return own != null && library == other && own.getClassLoader() == otherApi.getClassLoader();
  }

  boolean isCollected() {
    return api.get() == null;
  }

  /**
   * Puts the id in.
   *
   * @return what stood in its place, null for nothing
   */
  @SuppressWarnings("ReferenceEquality") // an equal one could be the application's
  String put(String id) {
    if (failures.get() >= MAX_FAILURES) {
      return null;
    }
    try {
      LogContextAccess context = access();
      if (context == null) {
        return null;
      }
      String before = context.get(KEY);
      if (before == id) {
        return null; // one library's context is often but a view of another's
      }
      context.put(KEY, id);
      if (failures.get() != 0) {
        failures.set(0);
      }
      return before;
    } catch (Throwable failure) {
      failed(failure);
      return null;
    }
  }

  /**
   * Takes the id out, unless the application has put something else in its place meanwhile.
   *
   * @param before what {@link #put} answered
   */
  @SuppressWarnings("ReferenceEquality") // as above
  void remove(String id, String before) {
    try {
      LogContextAccess context = access();
      if (context == null || context.get(KEY) != id) {
        return;
      }
      if (before == null) {
        context.remove(KEY);
      } else {
        context.put(KEY, before);
      }
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  /** What the context has under {@code key} on this thread, or null. */
  String get(String key) {
    try {
      LogContextAccess context = access();
      return context == null ? null : context.get(key);
    } catch (Throwable failure) {
      failed(failure);
      return null;
    }
  }

  private void failed(Throwable failure) {
    if (failures.incrementAndGet() <= MAX_FAILURES) {
      health.failed(
          health.instrumentation(library.instrumentation),
          "while writing a request's id into " + library.contextType,
          failure);
    }
  }

  /** Null if the library has been collected. */
  private LogContextAccess access() throws ClassNotFoundException {
    WeakReference<LogContextAccess> known = access;
    return known == null ? findAccess() : known.get();
  }

  /**
   * On the thread of a request, which is where the application would use the context first, and
   * which holds no lock of the library: initialising the context inside of the library's own
   * initialisation can dead-lock, and on a thread of the agent it would see the agent's loader.
   */
  private LogContextAccess findAccess() throws ClassNotFoundException {
    Class<?> neighbour = api.get();
    if (neighbour == null) {
      return null;
    }
    LogContextAccess found =
        LogContextAccess.of(Class.forName(library.contextType, false, neighbour.getClassLoader()));
    access = new WeakReference<>(found);
    return found;
  }
}

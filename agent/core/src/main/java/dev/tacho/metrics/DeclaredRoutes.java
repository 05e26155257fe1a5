package dev.tacho.metrics;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Routes by the three parts in which they are declared: to join the parts would allocate on each
 * request. Any thread may call.
 */
final class DeclaredRoutes<V> {
  /** Declared routes have no cap in the contract; this one only guards against a runaway. */
  static final int MAX_ENTRIES = 10_000;

  private final ConcurrentMap<String, ConcurrentMap<String, ConcurrentMap<String, V>>> byContext =
      new ConcurrentHashMap<>();

  /** Several declarations can come to one route. */
  private final ConcurrentMap<String, V> byName = new ConcurrentHashMap<>();

  private final AtomicInteger entries = new AtomicInteger();

  /** Null if the route is not known yet. Allocates nothing. */
  V get(String contextPath, String servletPath, String template) {
    ConcurrentMap<String, ConcurrentMap<String, V>> ofContext = byContext.get(contextPath);
    ConcurrentMap<String, V> ofServlet = ofContext == null ? null : ofContext.get(servletPath);
    return ofServlet == null ? null : ofServlet.get(template);
  }

  /**
   * Enters {@code route} unless one of this {@code name} is known already.
   *
   * @return the route of that name, or null if there is no room
   */
  V putIfAbsent(String contextPath, String servletPath, String template, String name, V route) {
    if (entries.get() >= MAX_ENTRIES) {
      return byName.get(name);
    }
    V named = present(byName.putIfAbsent(name, route), route);
    if (ofServlet(contextPath, servletPath).putIfAbsent(template, named) == null) {
      entries.incrementAndGet();
    }
    return named;
  }

  Collection<V> values() {
    return byName.values();
  }

  private ConcurrentMap<String, V> ofServlet(String contextPath, String servletPath) {
    ConcurrentMap<String, ConcurrentMap<String, V>> noContext = new ConcurrentHashMap<>();
    ConcurrentMap<String, ConcurrentMap<String, V>> ofContext =
        present(byContext.putIfAbsent(contextPath, noContext), noContext);
    ConcurrentMap<String, V> noServlet = new ConcurrentHashMap<>();
    return present(ofContext.putIfAbsent(servletPath, noServlet), noServlet);
  }

  private static <T> T present(T before, T added) {
    return before == null ? added : before;
  }
}

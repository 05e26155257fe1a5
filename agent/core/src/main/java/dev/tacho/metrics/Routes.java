package dev.tacho.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The routes by what is known of a request. Any thread may ask; a known one costs a look-up. */
public final class Routes {
  /** The name under which Tomcat, Jetty and Undertow register the servlet for files. */
  private static final String DEFAULT_SERVLET = "default";

  /** Declared routes have no cap in the contract; this one only guards against a runaway. */
  private static final int MAX_DECLARED_ROUTES = 10_000;

  /** By what stands in front, then by template: joining the two would allocate each time. */
  private final ConcurrentMap<String, ConcurrentMap<String, Route>> declared =
      new ConcurrentHashMap<>();

  private final PathTable<Route> observed;

  /** Responses of 300 or more for which nobody declares a route. */
  private final Route unmatched = new Route("_unmatched_", true);

  private final Route staticFiles = new Route("_static_", true);

  /** Paths that have not earned a series of their own, or found no room. */
  private final Route other = new Route(SeriesLimit.OTHER, true);

  Routes(int maxObserved) {
    this.observed = new PathTable<>(maxObserved);
  }

  /**
   * The route of a request that no framework has matched.
   *
   * @param mapping the pattern under which its servlet was found, null if that is not known
   * @param servletName null likewise
   * @param staticFile whether a framework's handler of static files answered
   * @return null if it takes the path to tell, see {@link #observed}
   */
  public Route ofServlet(
      String contextPath, String mapping, String servletName, boolean staticFile, int status) {
    if (mapping != null && declares(mapping)) {
      return declared(contextPath, mapping);
    }
    if (status >= 300) {
      return unmatched;
    }
    boolean containersFile = DEFAULT_SERVLET.equals(servletName) && "/".equals(mapping);
    return staticFile || containersFile ? staticFiles : null;
  }

  /** Whether a URL pattern says more than "everything" or "all files of this kind". */
  private static boolean declares(String pattern) {
    return pattern.length() > 1 && pattern.charAt(0) == '/' && !pattern.equals("/*");
  }

  /**
   * A route that a framework or a servlet's mapping declares.
   *
   * @param prefix what stands in front: the context path, and the servlet's path if it has one
   */
  public Route declared(String prefix, String template) {
    ConcurrentMap<String, Route> ofPrefix = declared.get(prefix);
    if (ofPrefix == null) {
      declared.putIfAbsent(prefix, new ConcurrentHashMap<String, Route>());
      ofPrefix = declared.get(prefix);
    }
    Route route = ofPrefix.get(template);
    return route != null ? route : newDeclared(ofPrefix, prefix, template);
  }

  private Route newDeclared(ConcurrentMap<String, Route> ofPrefix, String prefix, String template) {
    if (ofPrefix.size() >= MAX_DECLARED_ROUTES) {
      return other;
    }
    Route created = new Route(prefix + template, true);
    Route present = ofPrefix.putIfAbsent(template, created);
    return present == null ? created : present;
  }

  /** The route of a request of which nothing but the path is known. */
  public Route observed(NormalizedPath path) {
    Route route = observed.get(path);
    if (route != null) {
      return route;
    }
    return observed.earnsEntry(path)
        ? observed.putIfAbsent(path, new Route(path.toString(), false))
        : other;
  }

  Route other() {
    return other;
  }

  List<Route> all() {
    List<Route> all = new ArrayList<>();
    for (ConcurrentMap<String, Route> ofPrefix : declared.values()) {
      all.addAll(ofPrefix.values());
    }
    all.addAll(observed.values());
    all.add(unmatched);
    all.add(staticFiles);
    all.add(other);
    return all;
  }
}

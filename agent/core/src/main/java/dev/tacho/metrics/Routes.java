package dev.tacho.metrics;

import dev.tacho.config.PathPatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The routes by what is known of a request. Any thread may ask; a known one costs a look-up. */
public final class Routes {
  /** The name under which Tomcat, Jetty and Undertow register the servlet for files. */
  private static final String DEFAULT_SERVLET = "default";

  /**
   * Nobody changes the patterns so often; this only guards against a file that a program writes.
   */
  private static final int MAX_EVER_CONFIGURED = 10_000;

  /** The operator's patterns, each with its route. */
  private static final class Configured {
    final PathPatterns patterns;
    final Route[] routes;

    Configured(PathPatterns patterns, Route[] routes) {
      this.patterns = patterns;
      this.routes = routes;
    }
  }

  private volatile Configured configured;

  /** By pattern, those that are not configured any more included: what they counted stays. */
  private final ConcurrentMap<String, Route> everConfigured = new ConcurrentHashMap<>();

  private final DeclaredRoutes<Route> declared = new DeclaredRoutes<>();
  private final PathTable<Route> observed;

  /** Responses of 300 or more for which nobody declares a route. */
  private final Route unmatched = new Route("_unmatched_", true);

  private final Route staticFiles = new Route("_static_", true);

  /** Paths that have not earned a series of their own, or found no room. */
  private final Route other = new Route(SeriesLimit.OTHER, true);

  /**
   * @param patterns the routes that the operator configured
   */
  Routes(PathPatterns patterns, int maxObserved) {
    this.observed = new PathTable<>(maxObserved);
    this.configured = configured(patterns);
  }

  /** Takes over other patterns and another limit, for requests that end from now on. */
  void configure(PathPatterns patterns, int maxObserved) {
    observed.setMaxEntries(maxObserved);
    configured = configured(patterns);
  }

  private Configured configured(PathPatterns patterns) {
    Route[] routes = new Route[patterns.size()];
    for (int i = 0; i < routes.length; i++) {
      routes[i] = configured(patterns.text(i));
    }
    return new Configured(patterns, routes);
  }

  private Route configured(String pattern) {
    Route known = everConfigured.get(pattern);
    if (known != null || everConfigured.size() >= MAX_EVER_CONFIGURED) {
      return known == null ? other : known;
    }
    Route created = new Route(pattern, true);
    everConfigured.put(pattern, created);
    return created;
  }

  /** The route that the operator configured for a path, which wins over all others, or null. */
  public Route configured(String uri, String contextPath) {
    Configured now = configured;
    int index = now.patterns.match(uri, contextPath.length());
    return index < 0 ? null : now.routes[index];
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
    if (!staticFile && mapping != null && declares(mapping)) {
      return declared(contextPath, "", mapping);
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

  /** The route that a framework or a servlet mapping declared, in the parts that it has it in. */
  public Route declared(String contextPath, String servletPath, String template) {
    Route route = declared.get(contextPath, servletPath, template);
    return route != null ? route : newDeclared(contextPath, servletPath, template);
  }

  private Route newDeclared(String contextPath, String servletPath, String template) {
    String canonical = ContextPath.canonical(contextPath);
    if (!canonical.equals(contextPath)) {
      return declared(canonical, servletPath, template); // entered once, however it is written
    }
    String name = RouteTemplate.label(contextPath, servletPath, template);
    Route route =
        declared.putIfAbsent(contextPath, servletPath, template, name, new Route(name, true));
    return route == null ? other : route;
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

  /** The patterns that the operator configured and that no measured request has matched. */
  public List<String> unused() {
    List<String> unused = new ArrayList<>();
    for (Route route : configured.routes) {
      if (!route.isMeasured()) {
        unused.add(route.name);
      }
    }
    return unused;
  }

  Route other() {
    return other;
  }

  List<Route> all() {
    List<Route> all = new ArrayList<>();
    all.addAll(declared.values());
    all.addAll(observed.values());
    all.addAll(everConfigured.values());
    all.add(unmatched);
    all.add(staticFiles);
    all.add(other);
    return all;
  }
}

package dev.tacho.record;

import dev.tacho.metrics.HttpMetrics;
import dev.tacho.metrics.RouteTemplate;

/** Turns inbound requests into measurements. Any thread may call. */
final class RequestRecorder {
  private static final int INTERNAL_SERVER_ERROR = 500;

  private final HttpMetrics metrics;

  RequestRecorder(HttpMetrics metrics) {
    this.metrics = metrics;
  }

  long enter(String method, String uri) {
    ThreadState thread = ThreadState.get();
    if (thread.requestDepth > 0) {
      thread.requestDepth++;
      return Tokens.NESTED;
    }
    thread.beginRequest();
    thread.requestMethod = method;
    thread.requestUri = uri;
    metrics.requestStarted();
    thread.requestDepth = 1; // last: where enter fails there is no leave
    return Tokens.start();
  }

  long leave(long startNanos) {
    ThreadState thread = ThreadState.get();
    if (thread.requestDepth > 0) {
      thread.requestDepth--;
    }
    if (startNanos == Tokens.NESTED) {
      return Tokens.NOTHING;
    }
    metrics.requestEnded();
    return Tokens.elapsed(startNanos);
  }

  void done(
      long elapsedNanos,
      String contextPath,
      String mapping,
      String servletName,
      int status,
      Throwable thrown) {
    ThreadState thread = ThreadState.get();
    // What leaves the application becomes a 500 behind our back, in the container's error page.
    int seen = thrown != null && status < INTERNAL_SERVER_ERROR ? INTERNAL_SERVER_ERROR : status;
    HttpMetrics.Route route = frameworkRoute(thread, seen);
    if (route == null) {
      route = metrics.route(contextPath, mapping, servletName, seen);
    }
    if (route == null) {
      route = metrics.observedRoute(thread.requestPath.set(thread.requestUri));
    }
    metrics.requestFinished(route, thread.requestMethod, seen, elapsedNanos);
  }

  void routePrefix(String contextPath, String path) {
    ThreadState thread = ThreadState.get();
    if (isOpen(thread)) {
      if (contextPath != null) {
        thread.routeContextPath = contextPath;
        thread.routeServletPath = path;
      } else if (thread.routeContextPath != null) {
        thread.routeServletPath = RouteTemplate.join(thread.routeServletPath, path);
      }
    }
  }

  void routeMatched(String contextPath, String servletPath, String template) {
    ThreadState thread = ThreadState.get();
    if (isOpen(thread) && RouteTemplate.declares(template)) {
      if (contextPath != null) {
        thread.routeContextPath = contextPath;
        thread.routeServletPath = servletPath;
      }
      if (thread.routeContextPath != null) {
        thread.routeTemplate = template;
      }
    }
  }

  void staticFileMatched() {
    ThreadState thread = ThreadState.get();
    if (isOpen(thread)) {
      thread.staticFile = true;
    }
  }

  /** Whether a request is in progress that nothing has declared a route for. */
  private static boolean isOpen(ThreadState thread) {
    return thread.requestDepth > 0 && thread.routeTemplate == null && !thread.staticFile;
  }

  private HttpMetrics.Route frameworkRoute(ThreadState thread, int status) {
    if (thread.routeTemplate != null) {
      return metrics.declaredRoute(
          thread.routeContextPath, thread.routeServletPath, thread.routeTemplate);
    }
    return thread.staticFile ? metrics.staticFileRoute(status) : null;
  }
}

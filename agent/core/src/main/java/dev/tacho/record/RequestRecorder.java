package dev.tacho.record;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.HttpMetrics;
import dev.tacho.metrics.Route;
import dev.tacho.metrics.Routes;

/** Turns inbound requests into measurements. Any thread may call. */
final class RequestRecorder {
  private static final int INTERNAL_SERVER_ERROR = 500;

  private final HttpMetrics metrics;
  private final Routes routes;
  private final AgentHealth health;
  private final LogContexts logContexts;

  RequestRecorder(HttpMetrics metrics, AgentHealth health, LogContexts logContexts) {
    this.logContexts = logContexts;
    this.metrics = metrics;
    this.routes = metrics.routes();
    this.health = health;
  }

  boolean nested(ThreadState thread) {
    if (thread.requestDepth == 0) {
      return false;
    }
    thread.requestDepth++;
    return true;
  }

  long enter(ThreadState thread, String method, String uri, String contextPath, String id) {
    thread.beginRequest();
    InboundRequest request = thread.spareRequest;
    if (request == null) {
      request = new InboundRequest();
      thread.spareRequest = request;
    }
    request.begin(method, uri, contextPath, id);
    attach(thread, request);
    return Tokens.REQUEST;
  }

  long ignored(ThreadState thread) {
    thread.requestDepth = 1;
    return Tokens.IGNORED;
  }

  long resumed(ThreadState thread, InboundRequest request) {
    if (request == null) {
      return ignored(thread);
    }
    thread.beginRequest();
    attach(thread, request);
    return Tokens.REQUEST;
  }

  private void attach(ThreadState thread, InboundRequest request) {
    if (!request.isAsync()) {
      metrics.requestStarted();
    }
    if (request.id != null) {
      thread.loggedBefore = logContexts.put(request.id);
    }
    thread.request = request;
    thread.requestDepth = 1; // last: where enter fails there is no leave
  }

  /** The request, if this was its outermost entry. Its depth heals what a lost exit left behind. */
  InboundRequest leave(ThreadState thread, long token) {
    if (token == Tokens.NESTED) {
      if (thread.requestDepth > 0) {
        thread.requestDepth--;
      }
      return null;
    }
    InboundRequest request = thread.request;
    thread.requestDepth = 0;
    thread.request = null;
    if (request != null) {
      if (!request.isAsync()) {
        metrics.requestEnded();
      }
      if (request.id != null) {
        logContexts.remove(request.id, thread.loggedBefore);
        thread.loggedBefore = null;
      }
    }
    return request;
  }

  boolean servletWanted(ThreadState thread) {
    InboundRequest request = thread.request;
    return request != null && request.mapping == null;
  }

  /** Finds out which of {@code patterns} it was. */
  void servletEntered(
      ThreadState thread,
      String servletName,
      Iterable<String> patterns,
      String servletPath,
      String pathInfo) {
    InboundRequest request = thread.request;
    request.servletName = servletName;
    request.mapping = "/";
    for (String pattern : patterns) {
      boolean prefix =
          pattern.endsWith("/*")
              && pattern.length() == servletPath.length() + 2
              && pattern.startsWith(servletPath);
      if (prefix || (pathInfo == null && pattern.equals(servletPath))) {
        request.mapping = pattern;
      }
    }
  }

  void suspended(ThreadState thread, InboundRequest request, String mapping, String servletName) {
    if (!request.isAsync()) {
      request.goAsync(this);
      thread.spareRequest = null;
      metrics.requestStarted();
    }
    map(request, mapping, servletName);
  }

  void done(
      ThreadState thread,
      InboundRequest request,
      String mapping,
      String servletName,
      int status,
      Throwable thrown) {
    map(request, mapping, servletName);
    // What leaves the application becomes a 500 behind our back, in the container's error page.
    int seen = thrown != null && status < INTERNAL_SERVER_ERROR ? INTERNAL_SERVER_ERROR : status;
    finish(thread, request, seen);
  }

  /** The first dispatch is the one that the client asked for. */
  private static void map(InboundRequest request, String mapping, String servletName) {
    if (request.mapping == null) {
      request.mapping = mapping;
      request.servletName = servletName;
    }
  }

  void completed(InboundRequest request, int status) {
    finish(ThreadState.get(), request, status);
  }

  void completionFailed(InboundRequest request, Throwable failure) {
    if (request.endsNow()) {
      metrics.requestEnded();
    }
    health.failed(AgentHealth.CORE, "end of an asynchronous request", failure);
  }

  private void finish(ThreadState thread, InboundRequest request, int status) {
    if (!request.endsNow()) {
      return;
    }
    long nanos = Tokens.elapsed(request.startNanos);
    if (request.isAsync()) {
      metrics.requestEnded();
    }
    Route route =
        metrics.requestFinished(
            route(thread, request, status),
            request.method,
            status,
            nanos,
            request.startNanos + nanos,
            request.id,
            request.work);
    RepeatedStatements statements = request.statements;
    for (int i = 0; i < statements.collectionCount(); i++) {
      metrics.statementRepeated(route, statements.collection(i));
    }
    statements.clear();
  }

  private Route route(ThreadState thread, InboundRequest request, int status) {
    Route configured = routes.configured(request.uri, request.contextPath);
    if (configured != null) {
      return configured;
    }
    if (request.routeTemplate != null) {
      return routes.declared(
          request.routeContextPath, request.routeServletPath, request.routeTemplate);
    }
    Route route =
        routes.ofServlet(
            request.contextPath, request.mapping, request.servletName, request.staticFile, status);
    return route != null ? route : routes.observed(thread.requestPath.set(request.uri));
  }

  void routePrefix(ThreadState thread, String contextPath, String path) {
    if (thread.request != null) {
      thread.request.routePrefix(contextPath, path);
    }
  }

  void routeMatched(ThreadState thread, String contextPath, String servletPath, String template) {
    if (thread.request != null) {
      thread.request.routeMatched(contextPath, servletPath, template);
    }
  }

  void staticFileMatched(ThreadState thread) {
    if (thread.request != null) {
      thread.request.staticFileMatched();
    }
  }
}

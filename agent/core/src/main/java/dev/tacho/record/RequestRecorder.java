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
  private final EventReporter events;

  /**
   * Whether the container tells by which mapping a request has come. Plain: a thread that sees it
   * late asks a servlet for its registration once too often.
   */
  private boolean containerTellsMappings;

  RequestRecorder(
      HttpMetrics metrics, AgentHealth health, LogContexts logContexts, EventReporter events) {
    this.logContexts = logContexts;
    this.events = events;
    this.metrics = metrics;
    this.routes = metrics.routes();
    this.health = health;
  }

  /** What is in flight may end unseen: the code that would tell of it is not woven any more. */
  void unwoven() {
    metrics.forgetActive();
  }

  boolean nested(ThreadState thread) {
    if (thread.requestDepth == 0) {
      return false;
    }
    thread.requestDepth++;
    return true;
  }

  long enter(ThreadState thread, String method, String uri, String contextPath, String id) {
    finishAnswered(thread, 0);
    thread.beginRequest();
    InboundRequest request = thread.spareRequest;
    if (request == null) {
      request = new InboundRequest();
      thread.spareRequest = request;
    }
    request.begin(method, uri, contextPath, id);
    request.active = metrics.requestStarted();
    attach(thread, request);
    return Tokens.REQUEST;
  }

  long ignored(ThreadState thread) {
    thread.request = null;
    thread.requestDepth = 1;
    return Tokens.IGNORED;
  }

  long resumed(ThreadState thread, InboundRequest request) {
    if (request == null) {
      return ignored(thread);
    }
    thread.beginRequest();
    request.asyncStarted = false;
    attach(thread, request);
    return Tokens.REQUEST;
  }

  private void attach(ThreadState thread, InboundRequest request) {
    if (request.id != null) {
      thread.loggedBefore = logContexts.put(request.id);
    }
    thread.request = request;
    thread.requestDepth = 1; // last: where enter fails there is no leave
  }

  private void detachLogs(ThreadState thread, InboundRequest request) {
    if (request.id != null) {
      logContexts.remove(request.id, thread.loggedBefore);
      thread.loggedBefore = null;
    }
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
        HttpMetrics.requestEnded(request.active);
      }
      detachLogs(thread, request);
    }
    return request;
  }

  boolean mappingWanted(ThreadState thread) {
    return thread.request != null && thread.request.mapping == null;
  }

  void mapped(ThreadState thread, String pattern, String servletName) {
    containerTellsMappings = !pattern.isEmpty();
    if (containerTellsMappings && thread.request != null) {
      thread.request.mapped(pattern, servletName);
    }
  }

  boolean servletReached(ThreadState thread) {
    InboundRequest request = thread.request;
    if (request == null || request.servletReached) {
      return false;
    }
    request.servletReached = true;
    return request.mapping == null && !containerTellsMappings;
  }

  void servletRegistered(
      ThreadState thread,
      String servletName,
      Iterable<String> patterns,
      String servletPath,
      String pathInfo) {
    if (thread.request != null) {
      String pattern = ServletPattern.of(patterns, servletPath, pathInfo);
      thread.request.mapped(pattern, servletName);
    }
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

  /** A request wrapper tells the same again; the first counts. */
  InboundRequest async(ThreadState thread) {
    InboundRequest request = thread.request;
    if (request == null || request.asyncStarted) {
      return null;
    }
    request.asyncStarted = true;
    if (!request.isAsync()) {
      request.goAsync(this);
      thread.spareRequest = null;
    }
    return request;
  }

  /**
   * An asynchronous request is complete when its container says so, and its answer can change until
   * then. Containers do not always say so where its application failed in the dispatch that started
   * it, nor (Tomcat 9) where a dispatch ends it whose client has gone.
   */
  void done(
      ThreadState thread, InboundRequest request, int status, boolean committed, Throwable thrown) {
    boolean failed = thrown != null && !committed;
    // What leaves the application becomes a 500 behind our back, in the container's error page.
    request.status = failed && status < INTERNAL_SERVER_ERROR ? INTERNAL_SERVER_ERROR : status;
    boolean ended = request.asyncStarted ? failed : committed;
    if (request.isAsync() && !ended) {
      return;
    }
    if (thread.exchangeDepth > 0) {
      thread.answered = request;
    } else {
      finish(thread, request, request.status);
    }
  }

  long exchangeEnter(ThreadState thread, boolean tellsCompletion) {
    if (thread.exchangeDepth++ > 0) {
      return Tokens.NESTED;
    }
    thread.completionTold = tellsCompletion;
    return Tokens.REQUEST;
  }

  /** On a thread that does something else meanwhile, its own request is another one. */
  void exchangeCompleted(ThreadState thread, InboundRequest request, int status) {
    if (request != null) {
      finish(thread, request, status);
    }
    if (thread.answered != null && !thread.answered.isAsync()) {
      finishAnswered(thread, status);
    }
  }

  void exchangeExit(ThreadState thread, long token, int status) {
    if (token == Tokens.NESTED) {
      thread.exchangeDepth--;
      return;
    }
    thread.exchangeDepth = 0;
    thread.completionTold = false;
    finishAnswered(thread, status);
  }

  /**
   * @param status 0 for what was known when the request left the servlets
   */
  private void finishAnswered(ThreadState thread, int status) {
    InboundRequest request = thread.answered;
    if (request != null) {
      thread.answered = null;
      finish(thread, request, status == 0 ? request.status : status);
    }
  }

  void completed(InboundRequest request, int status) {
    finish(ThreadState.get(), request, status);
  }

  void completionFailed(InboundRequest request, Throwable failure) {
    if (request.endsNow()) {
      HttpMetrics.requestEnded(request.active);
    }
    health.failed(AgentHealth.CORE, "end of an asynchronous request", failure);
  }

  private void finish(ThreadState thread, InboundRequest request, int status) {
    if (!request.endsNow()) {
      return;
    }
    long nanos = Tokens.elapsed(request.startNanos);
    if (request.isAsync()) {
      HttpMetrics.requestEnded(request.active);
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
    statements.ranIn(route.name);
    for (int i = 0; i < statements.repeatedCount(); i++) {
      metrics.statementRepeated(route, statements.repeated(i).collection());
    }
    events.requestFinished(request, route, status, nanos);
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
            request.contextPath,
            request.mapping,
            request.servletReached ? request.servletName : null,
            request.staticFile,
            status);
    return route != null ? route : routes.observed(thread.path().set(request.uri));
  }
}

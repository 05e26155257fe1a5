package dev.tacho.record;

import dev.tacho.metrics.RequestWork;
import dev.tacho.metrics.RouteTemplate;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * One inbound request in progress: what was known at its start, and what is added up until its end.
 *
 * <p>Belongs to one thread at a time, hence plain fields: a thread keeps one for all its
 * synchronous requests. When a request goes on asynchronously its object is given away for good,
 * and the container's own locks pass it from thread to thread; only its end can be a race.
 */
public final class InboundRequest {
  String method;
  String uri;
  String contextPath;

  /** Null where requests get none. */
  String id;

  long startNanos;

  /** The pattern by which the request came to its servlet, null if that is not known. */
  String mapping;

  String servletName;

  /** Whether the filters let the request through to a servlet. */
  boolean servletReached;

  /** What a framework declared as the route, in three parts; the template is null until it does. */
  String routeContextPath;

  String routeServletPath;
  String routeTemplate;

  /** What answers is a framework's handler of static files. */
  boolean staticFile;

  final RequestWork work = new RequestWork();
  final RepeatedStatements statements = new RepeatedStatements();

  /** Where the request counts while it is in flight. */
  LongAdder active;

  /** What the client gets as far as was known when the request left the servlets. */
  int status;

  /** Whether asynchronous processing has been started during the dispatch in progress. */
  boolean asyncStarted;

  /** Whether the end has been seen, which several threads may see; null while synchronous. */
  private AtomicBoolean asyncEnded;

  private RequestRecorder asyncRecorder;

  void begin(String method, String uri, String contextPath, String id) {
    this.method = method;
    this.uri = uri;
    this.contextPath = contextPath;
    this.id = id;
    this.mapping = null;
    this.servletName = null;
    this.servletReached = false;
    this.asyncStarted = false;
    this.routeContextPath = null;
    this.routeTemplate = null;
    this.staticFile = false;
    this.work.reset();
    this.statements.clear();
    this.startNanos = Tokens.start();
  }

  /** The first mapping is the one that the client asked for. */
  void mapped(String pattern, String name) {
    if (mapping == null) {
      mapping = pattern;
      servletName = name;
    }
  }

  /** As for {@code TachoProbe.routePrefix}. */
  void routePrefix(String contextPath, String path) {
    if (hasRoute()) {
      return;
    }
    if (contextPath != null) {
      routeContextPath = contextPath;
      routeServletPath = path;
    } else if (routeContextPath != null) {
      routeServletPath = RouteTemplate.join(routeServletPath, path);
    }
  }

  /** As for {@code TachoProbe.routeMatched}. */
  void routeMatched(String contextPath, String servletPath, String template) {
    if (hasRoute() || !RouteTemplate.declares(template)) {
      return;
    }
    if (contextPath != null) {
      routeContextPath = contextPath;
      routeServletPath = servletPath;
    }
    if (routeContextPath != null) {
      routeTemplate = template;
    }
  }

  void staticFileMatched() {
    staticFile |= routeTemplate == null;
  }

  private boolean hasRoute() {
    return routeTemplate != null || staticFile;
  }

  /**
   * The asynchronous request is complete. Any thread may call, more than one may: the first counts.
   *
   * @param status what the client got
   */
  public void completed(int status) {
    asyncRecorder.completed(this, status);
  }

  /** Something of the agent failed when the request had completed; never throws. */
  public void completionFailed(Throwable failure) {
    asyncRecorder.completionFailed(this, failure);
  }

  void goAsync(RequestRecorder recorder) {
    asyncRecorder = recorder;
    asyncEnded = new AtomicBoolean();
  }

  boolean isAsync() {
    return asyncEnded != null;
  }

  /** True for the first caller only. */
  boolean endsNow() {
    return asyncEnded == null || asyncEnded.compareAndSet(false, true);
  }
}

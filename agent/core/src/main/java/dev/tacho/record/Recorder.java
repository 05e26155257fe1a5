package dev.tacho.record;

import dev.tacho.config.Config;
import dev.tacho.facade.TachoSink;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
import java.util.List;

/** The agent's side of the facade: passes each call on to the recorder of its family. */
public final class Recorder extends TachoSink {
  private final RequestRecorder requests;
  private final QueryRecorder queries;
  private final CacheRecorder cache;
  private final ExternalRecorder external;
  private final RequestIds ids;
  private final LogContexts logContexts;
  private final AgentHealth health;
  private final CallbackWrapper[] wrappers;

  /**
   * @param wrappers what {@code TachoProbe.wrap} finds under a number, the index in this list
   */
  public Recorder(
      Config config,
      Families families,
      AgentHealth health,
      List<CallbackWrapper> wrappers,
      LogContexts logContexts) {
    this.requests = new RequestRecorder(families.http(), health, logContexts);
    this.ids = new RequestIds(config, UniqueIds.ofThisProcess());
    this.logContexts = logContexts;
    this.queries = new QueryRecorder(families.queries());
    this.cache = new CacheRecorder(families.cache());
    this.external = new ExternalRecorder(families.external());
    this.health = health;
    this.wrappers = wrappers.toArray(new CallbackWrapper[0]);
  }

  /**
   * Forgets what was collected, statements and logging libraries. To be called by the thread of the
   * agent that started it, now and then.
   */
  public void keepHouse() {
    WeakIdentityMap.expunge();
    logContexts.keepHouse();
  }

  @Override
  public boolean requestNested() {
    return requests.nested(ThreadState.get());
  }

  @Override
  public boolean requestExcluded(String uri, String contextPath) {
    return false;
  }

  @Override
  public String requestIdHeader() {
    return ids.header();
  }

  @Override
  public String requestId(String sent) {
    return ids.accept(sent, ThreadState.get().idScratch);
  }

  @Override
  public String outboundId(String host) {
    InboundRequest request = ThreadState.get().request;
    return request != null && request.id != null && ids.mayTell(host) ? request.id : null;
  }

  @Override
  public void logContextFound(int library, Object witness) {
    logContexts.found(library, witness);
  }

  @Override
  public long requestEnter(String method, String uri, String contextPath, String id) {
    return requests.enter(ThreadState.get(), method, uri, contextPath, id);
  }

  @Override
  public long requestIgnored() {
    return requests.ignored(ThreadState.get());
  }

  @Override
  public long requestResumed(Object request) {
    return requests.resumed(ThreadState.get(), (InboundRequest) request);
  }

  @Override
  public Object requestLeave(long token) {
    return requests.leave(ThreadState.get(), token);
  }

  @Override
  public boolean servletWanted() {
    return requests.servletWanted(ThreadState.get());
  }

  @Override
  public void servletEntered(
      String servletName, Iterable<String> patterns, String servletPath, String pathInfo) {
    requests.servletEntered(ThreadState.get(), servletName, patterns, servletPath, pathInfo);
  }

  @Override
  public void requestSuspended(Object request, String mapping, String servletName) {
    requests.suspended(ThreadState.get(), (InboundRequest) request, mapping, servletName);
  }

  @Override
  public void requestDone(
      Object request, String mapping, String servletName, int status, Throwable thrown) {
    requests.done(
        ThreadState.get(), (InboundRequest) request, mapping, servletName, status, thrown);
  }

  @Override
  public long queryEnter() {
    return queries.enter();
  }

  @Override
  public void queryExit(long startNanos, Object statement, String sql, Throwable thrown) {
    queries.exit(startNanos, statement, sql, thrown);
  }

  @Override
  public void batchExit(long startNanos, Object statement, Throwable thrown) {
    queries.batchExit(startNanos, statement, thrown);
  }

  @Override
  public void statementPrepared(Object statement, String sql) {
    queries.prepared(statement, sql);
  }

  @Override
  public void statementBatched(Object statement, String sql) {
    queries.batched(statement, sql);
  }

  @Override
  public void batchCleared(Object statement) {
    queries.batchCleared(statement);
  }

  @Override
  public void connected(Object connection, String url) {
    queries.connected(connection, url);
  }

  @Override
  public long cacheEnter() {
    return cache.enter();
  }

  @Override
  public void cacheExit(long startNanos, Object command, Object reply, Throwable thrown) {
    cache.exit(startNanos, command, reply, thrown);
  }

  @Override
  public Object externalEnter(String method, String host, String path) {
    return external.enter(method, host, path);
  }

  @Override
  public void externalExit(Object call, Throwable thrown) {
    external.exit((ExternalCall) call, thrown);
  }

  @Override
  public Object wrap(int wrapper, Object original, Object context) {
    return wrappers[wrapper].wrap(original, context);
  }

  @Override
  public void adviceFailed(Throwable failure, int instrumentation) {
    health.failed(instrumentation, "advice", failure);
  }
}

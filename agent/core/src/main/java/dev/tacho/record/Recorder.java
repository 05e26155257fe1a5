package dev.tacho.record;

import dev.tacho.facade.TachoSink;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
import java.util.List;

/** The agent's side of the facade: passes each call on to the recorder of its family. */
public final class Recorder extends TachoSink {
  private final RequestRecorder requests;
  private final QueryRecorder queries;
  private final ConnectionRecorder connections;
  private final CacheRecorder cache;
  private final ExternalRecorder external;
  private final AgentHealth health;
  private final CallbackWrapper[] wrappers;

  /**
   * @param wrappers what {@code TachoProbe.wrap} finds under a number, the index in this list
   */
  public Recorder(Families families, AgentHealth health, List<CallbackWrapper> wrappers) {
    this.requests = new RequestRecorder(families.http());
    this.queries = new QueryRecorder(families.queries());
    this.connections = new ConnectionRecorder();
    this.cache = new CacheRecorder(families.cache());
    this.external = new ExternalRecorder(families.external());
    this.health = health;
    this.wrappers = wrappers.toArray(new CallbackWrapper[0]);
  }

  /**
   * Forgets collected statements and connections. To be called by a thread of the agent now and
   * then.
   */
  public void expunge() {
    WeakIdentityMap.expunge();
  }

  @Override
  public long requestEnter(String method, String uri) {
    return requests.enter(method, uri);
  }

  @Override
  public long requestLeave(long startNanos) {
    return requests.leave(startNanos);
  }

  @Override
  public void requestDone(
      long elapsedNanos,
      String contextPath,
      String mapping,
      String servletName,
      int status,
      Throwable thrown) {
    requests.done(elapsedNanos, contextPath, mapping, servletName, status, thrown);
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
  public long connectionEnter() {
    return connections.enter();
  }

  @Override
  public void connectionTaken(long startNanos, Object connection) {
    connections.taken(startNanos, connection);
  }

  @Override
  public void connectionOpened(long startNanos, Object connection) {
    connections.opened(startNanos, connection);
  }

  @Override
  public void connectionReturned(Object connection) {
    connections.returned(connection);
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

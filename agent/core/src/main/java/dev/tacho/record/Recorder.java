package dev.tacho.record;

import dev.tacho.config.Config;
import dev.tacho.config.MethodPatterns;
import dev.tacho.config.PathPatterns;
import dev.tacho.config.Reconfigurable;
import dev.tacho.eventlog.EventLog;
import dev.tacho.facade.TachoSink;
import dev.tacho.jvm.PerClass;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;

/** The agent's side of the facade: passes each call on to the recorder of its family. */
public final class Recorder extends TachoSink implements Reconfigurable {
  private static final int MAX_KEPT = 100_000;

  private final RequestRecorder requests;
  private final QueryRecorder queries;
  private final PoolRecorder pools;
  private final ConnectionRecorder connections;
  private final CacheRecorder cache;
  private final ExternalRecorder external;
  private final JobRecorder jobs;
  private final MethodRecorder methods;
  private volatile PathPatterns excluded;
  private volatile RequestIds ids;
  private final LogContexts logContexts;
  private final EventReporter events;
  private final AgentHealth health;
  private final Overhead overhead;
  private final CallbackWrapper[] wrappers;

  /** Stands in for the slots of objects whose class was loaded before weaving was ready. */
  private final WeakIdentityMap<Object> kept = new WeakIdentityMap<>(MAX_KEPT);

  /** One that measures no methods by name. */
  public Recorder(
      Config config,
      Families families,
      AgentHealth health,
      LibraryTables libraries,
      EventLog eventLog) {
    this(config, families, health, libraries, new NamedMethods(MethodPatterns.NONE), eventLog);
  }

  /**
   * @param libraries what {@code TachoProbe} names by number
   */
  public Recorder(
      Config config,
      Families families,
      AgentHealth health,
      LibraryTables libraries,
      NamedMethods named,
      EventLog eventLog) {
    this.logContexts = new LogContexts(libraries.logLibraries, health);
    this.events = new EventReporter(config, eventLog, logContexts, families.http());
    this.requests = new RequestRecorder(families.http(), health, logContexts, events);
    this.ids = new RequestIds(config, UniqueIds.ofThisProcess());
    this.queries = new QueryRecorder(families.queries(), config.nPlusOne(), events);
    families.statements().rank(queries.statements());
    this.pools = new PoolRecorder(libraries.poolLibraries, families.pools(), health);
    this.connections = new ConnectionRecorder(pools);
    this.cache = new CacheRecorder(families.cache());
    this.external = new ExternalRecorder(families.external());
    this.jobs = new JobRecorder(families.jobs(), health);
    this.methods = new MethodRecorder(named, families, queries, jobs, health);
    this.excluded = config.exclude();
    this.health = health;
    this.overhead = new Overhead(health);
    this.wrappers = libraries.wrappers.toArray(new CallbackWrapper[0]);
  }

  /** To be called once the event log has taken over the same. */
  @Override
  public void configure(Config config) {
    events.configure(config);
    queries.setRepetitions(config.nPlusOne());
    ids = ids.with(config);
    excluded = config.exclude();
  }

  /** As for {@link LogContexts#loadedEarly}. */
  public void loadedEarly(Class<?> woven) {
    logContexts.loadedEarly(woven);
  }

  /** Lets periodic futures have the names of their tasks, which the JDK keeps in private fields. */
  public void readsJdkWith(Instrumentation jvm) {
    jobs.readsJdkWith(jvm);
  }

  /**
   * Forgets what was collected: statements, connections and logging libraries. To be called by the
   * thread of the agent that started it, about once a second.
   */
  public void keepHouse() {
    WeakIdentityMap.expunge();
    logContexts.keepHouse();
    events.watchErrorRatio();
  }

  /**
   * Forgets what was in progress when the agent was switched off, where no token tells. To be
   * called just before it is told of things again.
   */
  public void resumed() {
    cache.resumed();
    connections.resumed();
  }

  /**
   * Takes back what threads, classes and objects of the application hold of the agent. To be called
   * when nothing is told any more.
   */
  public void stop(Instrumentation jvm) {
    queries.stop();
    PerClass.removeAll();
    try {
      ThreadState.forgetAll(jvm);
    } catch (ReflectiveOperationException | RuntimeException unknownJdk) {
      health.failed(AgentHealth.CORE, "while threads are to forget the agent", unknownJdk);
    }
  }

  /** Classes have got their own code back: what has begun in woven code may not end in such. */
  public void unwoven() {
    requests.unwoven();
    jobs.unwoven();
  }

  @Override
  public boolean requestNested() {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    boolean result = requests.nested(thread);
    overhead.end(begun);
    return result;
  }

  @Override
  public boolean requestExcluded(String uri, String contextPath) {
    return excluded.match(uri, contextPath.length()) >= 0;
  }

  @Override
  public String requestIdHeader() {
    return ids.header();
  }

  @Override
  public String requestId(String sent) {
    return ids.accept(sent, ThreadState.get().idScratch());
  }

  @Override
  public String outboundId(String host) {
    String id = ThreadState.get().requestId();
    return id != null && ids.mayTell(host) ? id : null;
  }

  @Override
  public void logContextFound(int library, Object witness) {
    logContexts.found(library, witness);
  }

  @Override
  public long requestEnter(String method, String uri, String contextPath, String id) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    long result = requests.enter(thread, method, uri, contextPath, id);
    overhead.end(begun);
    return result;
  }

  @Override
  public long requestIgnored() {
    return requests.ignored(ThreadState.get());
  }

  @Override
  public long requestResumed(Object request) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    long result = requests.resumed(thread, (InboundRequest) request);
    overhead.end(begun);
    return result;
  }

  @Override
  public boolean mappingWanted() {
    return requests.mappingWanted(ThreadState.get());
  }

  @Override
  public void requestMapped(String pattern, String servletName) {
    requests.mapped(ThreadState.get(), pattern, servletName);
  }

  @Override
  public boolean servletReached() {
    return requests.servletReached(ThreadState.get());
  }

  @Override
  public void servletRegistered(
      String servletName, Iterable<String> patterns, String servletPath, String pathInfo) {
    requests.servletRegistered(ThreadState.get(), servletName, patterns, servletPath, pathInfo);
  }

  @Override
  public Object requestAsync() {
    return requests.async(ThreadState.get());
  }

  @Override
  public boolean completionTold() {
    return ThreadState.get().completionTold;
  }

  @Override
  public Object requestLeave(long token) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    Object result = requests.leave(thread, token);
    overhead.end(begun);
    return result;
  }

  @Override
  public void requestDone(Object request, int status, boolean committed, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    requests.done(thread, (InboundRequest) request, status, committed, thrown);
    overhead.end(begun);
  }

  @Override
  public long exchangeEnter(boolean tellsCompletion) {
    return requests.exchangeEnter(ThreadState.get(), tellsCompletion);
  }

  @Override
  public void exchangeCompleted(Object request, int status) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    requests.exchangeCompleted(thread, (InboundRequest) request, status);
    overhead.end(begun);
  }

  @Override
  public void exchangeExit(long token, int status) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    requests.exchangeExit(thread, token, status);
    overhead.end(begun);
  }

  @Override
  public void routePrefix(String contextPath, String path) {
    requests.routePrefix(ThreadState.get(), contextPath, path);
  }

  @Override
  public void routeMatched(String contextPath, String servletPath, String template) {
    requests.routeMatched(ThreadState.get(), contextPath, servletPath, template);
  }

  @Override
  public void staticFileMatched() {
    requests.staticFileMatched(ThreadState.get());
  }

  @Override
  public long methodEnter(int method) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    long result = methods.enter(thread, method);
    overhead.end(begun);
    return result;
  }

  @Override
  public void methodExit(int method, long token, Object returned, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    methods.exit(thread, method, token, returned, thrown);
    overhead.end(begun);
  }

  @Override
  public long queryEnter() {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    long result = queries.enter(thread);
    overhead.end(begun);
    return result;
  }

  @Override
  public void queryExit(long startNanos, Object statement, Object sql, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    queries.exit(thread, startNanos, statement, sql, UpdateCounts.UNKNOWN, thrown);
    overhead.end(begun);
  }

  @Override
  public void updateExit(
      long startNanos, Object statement, Object sql, long count, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    queries.exit(thread, startNanos, statement, sql, count, thrown);
    overhead.end(begun);
  }

  @Override
  public void batchExit(long startNanos, Object statement, Object counts, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    queries.batchExit(thread, startNanos, statement, counts, thrown);
    overhead.end(begun);
  }

  @Override
  public void transactionExit(long startNanos, Object connection, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    queries.transactionExit(thread, startNanos, connection, thrown);
    overhead.end(begun);
  }

  @Override
  public long internalEnter() {
    return queries.internalEnter(ThreadState.get());
  }

  @Override
  public long driverEnter(Object part) {
    return queries.driverEnter(ThreadState.get(), part);
  }

  @Override
  public void internalExit() {
    queries.internalExit(ThreadState.get());
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
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    long result = connections.enter(thread);
    overhead.end(begun);
    return result;
  }

  @Override
  public void connectionTaken(long startNanos, Object connection) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    connections.taken(thread, startNanos, connection);
    overhead.end(begun);
  }

  @Override
  public void connectionOpened(long startNanos, Object connection) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    connections.opened(thread, startNanos, connection);
    overhead.end(begun);
  }

  @Override
  public void connectionReturned(Object connection) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    connections.returned(thread, connection);
    overhead.end(begun);
  }

  @Override
  public void poolFound(int library, Object pool) {
    pools.found(ThreadState.get(), library, pool);
  }

  @Override
  public long poolEnter(int library, Object pool) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    long result = connections.enterPool(thread, library, pool);
    overhead.end(begun);
    return result;
  }

  @Override
  public void poolExit(long startNanos, int library, Object pool, Object connection) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    connections.leavePool(thread, startNanos, library, pool, connection);
    overhead.end(begun);
  }

  @Override
  public void commandSent(byte[] name, int arguments) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    cache.sent(thread, name, arguments);
    overhead.end(begun);
  }

  @Override
  public void commandSent(byte[] name, byte[][] arguments) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    cache.sent(thread, name, arguments);
    overhead.end(begun);
  }

  @Override
  public void commandSent(String name, int arguments) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    cache.sent(thread, name, arguments);
    overhead.end(begun);
  }

  @Override
  public void commandBlocks() {
    cache.blocks(ThreadState.get());
  }

  @Override
  public void commandAnswered(Object reply, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    cache.answered(thread, reply, thrown);
    overhead.end(begun);
  }

  @Override
  public void commandQueued() {
    cache.queued(ThreadState.get());
  }

  @Override
  public long cacheEnter() {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    long result = cache.enter(thread);
    overhead.end(begun);
    return result;
  }

  @Override
  public void cacheExit(long startNanos, Object command, Object reply, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    cache.exit(thread, startNanos, command, reply, thrown);
    overhead.end(begun);
  }

  @Override
  public void pipelineExit(long startNanos, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    cache.exitPipeline(thread, startNanos, thrown);
    overhead.end(begun);
  }

  @Override
  public long cacheInternalEnter() {
    return cache.enterInternal(ThreadState.get());
  }

  @Override
  public void cacheInternalExit() {
    cache.exitInternal(ThreadState.get());
  }

  @Override
  public void cacheReadBlocks(boolean blocks) {
    ThreadState.get().blockingRead = blocks;
  }

  @Override
  public Object cacheSend(byte[] name, boolean queued) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    Object result = cache.send(thread, name, queued);
    overhead.end(begun);
    return result;
  }

  @Override
  public Object cacheEnd(Object sent) {
    return sentCommand(sent).end();
  }

  @Override
  public boolean cacheReplyWanted(Object call) {
    return ((CacheCommand) call).asksReply();
  }

  @Override
  public void cacheReplied(Object call, Object sent, int arguments, Object reply, int absent) {
    CacheCommand command = (CacheCommand) call;
    if (sent instanceof SentCommand.Streamed) {
      SentCommand.Streamed streamed = (SentCommand.Streamed) sent;
      command.countStreamed(streamed.present, streamed.absent);
    } else {
      command.count(arguments, reply, absent);
    }
  }

  @Override
  public void cacheFailed(Object call) {
    ((CacheCommand) call).countError();
  }

  @Override
  public Object cacheStreamed(Object sent, boolean present) {
    if (sentCommand(sent).hasEnded()) {
      return sent;
    }
    SentCommand.Streamed streamed =
        sent instanceof SentCommand.Streamed
            ? (SentCommand.Streamed) sent
            : new SentCommand.Streamed((SentCommand) sent);
    if (present) {
      streamed.present++;
    } else {
      streamed.absent++;
    }
    return streamed;
  }

  private static SentCommand sentCommand(Object kept) {
    return kept instanceof SentCommand.Streamed
        ? ((SentCommand.Streamed) kept).sent
        : (SentCommand) kept;
  }

  @Override
  public void cacheWaited(long startNanos) {
    cache.waited(ThreadState.get(), startNanos);
  }

  @Override
  public void cacheConnectExit(Throwable thrown) {
    cache.exitConnect(ThreadState.get(), thrown);
  }

  @Override
  public void cacheConnectFailed() {
    cache.connectFailed(ThreadState.get());
  }

  @Override
  public void cacheConnecting(CompletionStage<?> connection) {
    cache.connecting(connection);
  }

  @Override
  public void keep(Object target, Object value) {
    kept.put(target, value);
  }

  @Override
  public Object kept(Object target) {
    return kept.get(target, ThreadState.get().lookup);
  }

  @Override
  public Object externalEnter(String method, String host, int port, String path) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    Object result = external.enter(thread, method, host, port, path);
    overhead.end(begun);
    return result;
  }

  @Override
  public void externalExit(Object call, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    external.exit(thread, (ExternalCall) call, thrown);
    overhead.end(begun);
  }

  @Override
  public void externalLeave(Object call, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    external.leave(thread, (ExternalCall) call, thrown);
    overhead.end(begun);
  }

  @Override
  public void externalHandOver(Object call, Object carrier) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    external.handOver(thread, (ExternalCall) call, carrier);
    overhead.end(begun);
  }

  @Override
  public Object externalResume(Object carrier) {
    return external.resume(ThreadState.get(), carrier);
  }

  @Override
  public void externalPause(Object call) {
    external.pause(ThreadState.get());
  }

  @Override
  public void externalAnswered(Object call, int status) {
    ((ExternalCall) call).answered(status);
  }

  @Override
  public void externalFailed(Object call, Throwable thrown) {
    ((ExternalCall) call).failed(thrown);
  }

  @Override
  public long jobEnter(Object task) {
    return jobs.enter(ThreadState.get(), task);
  }

  @Override
  public long jobEnter(Object target, Method method) {
    return jobs.enterMethod(ThreadState.get(), target, method);
  }

  @Override
  public long jobEnterWithin(Object task) {
    return jobs.enterWithin(ThreadState.get(), task);
  }

  @Override
  public void jobExit(long token, Throwable thrown, boolean forGood) {
    jobs.exit(ThreadState.get(), token, thrown, forGood);
  }

  @Override
  public void jobFailed() {
    jobs.failed(ThreadState.get());
  }

  @Override
  public boolean jobAsyncEnter(Method method) {
    return jobs.asyncEnter(ThreadState.get(), method);
  }

  @Override
  public Object jobHandOver(Object callable) {
    return jobs.handOver(ThreadState.get(), callable);
  }

  @Override
  public void jobAsyncExit() {
    jobs.asyncExit(ThreadState.get());
  }

  @Override
  public void jobBegins(Object task) {
    jobs.begins(ThreadState.get(), task);
  }

  @Override
  public void jobEnds(Throwable thrown) {
    jobs.ends(ThreadState.get(), thrown);
  }

  @Override
  public void timerDied(Object queue, Throwable thrown) {
    jobs.timerDied(ThreadState.get(), queue, thrown);
  }

  @Override
  public long futureEnter(Object future, Object callable) {
    return jobs.enterFuture(ThreadState.get(), future, callable);
  }

  @Override
  public void futureFailed(Object future) {
    jobs.futureFailed(ThreadState.get(), future);
  }

  @Override
  public void futureExit(long token, Object future, boolean threw) {
    jobs.exitFuture(ThreadState.get(), token, future, threw);
  }

  @Override
  public Object externalStepEnter(
      Object client, String method, String host, int port, String path) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    Object result = external.enterStep(thread, client, method, host, port, path);
    overhead.end(begun);
    return result;
  }

  @Override
  public void externalStepExit(Object call, int status, Throwable thrown) {
    ThreadState thread = ThreadState.get();
    long begun = overhead.begin(thread);
    external.exitStep(thread, (ExternalCall) call, status, thrown);
    overhead.end(begun);
  }

  @Override
  public String externalStepId(String host) {
    return ThreadState.get().callSteps().isCalling(host) ? outboundId(host) : null;
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

package dev.tacho.weave;

import dev.tacho.facade.TachoProbe;
import dev.tacho.facade.TachoSink;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Writes down what woven code says of cache commands, and what advice throws. The facade takes one
 * sink for the life of the JVM, so this is it for all tests here.
 */
final class RecordingSink extends TachoSink {
  static final long START = 7;

  private static final RecordingSink installed = new RecordingSink();

  final List<String> events = new ArrayList<>();

  private RecordingSink() {}

  /** The sink, with nothing written down yet. */
  static RecordingSink installed() {
    TachoProbe.install(installed);
    installed.events.clear();
    return installed;
  }

  @Override
  public long cacheEnter() {
    events.add("enter");
    return START;
  }

  @Override
  public void cacheExit(long startNanos, Object command, Object reply, Throwable thrown) {
    events.add("exit " + startNanos + ", " + command + ", " + reply + ", " + thrown);
  }

  @Override
  public void adviceFailed(Throwable failure, int instrumentation) {
    events.add("failed in " + instrumentation + ": " + failure);
  }

  @Override
  public void commandSent(byte[] name, int arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commandSent(byte[] name, byte[][] arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commandSent(String name, int arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commandAnswered(Object reply, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commandBlocks() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commandQueued() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pipelineExit(long startNanos, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long cacheInternalEnter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cacheInternalExit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cacheConnectExit(Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cacheConnectFailed() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean requestNested() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean requestExcluded(String uri, String contextPath) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String requestIdHeader() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String requestId(String sent) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long requestEnter(String method, String uri, String contextPath, String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long requestIgnored() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long requestResumed(Object request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean mappingWanted() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestMapped(String pattern, String servletName) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean servletReached() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void servletRegistered(
      String servletName, Iterable<String> patterns, String servletPath, String pathInfo) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object requestAsync() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean completionTold() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object requestLeave(long token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestDone(Object request, int status, boolean committed, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long exchangeEnter(boolean tellsCompletion) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void exchangeCompleted(Object request, int status) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void exchangeExit(long token, int status) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void routePrefix(String contextPath, String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String outboundId(String host) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void routeMatched(String contextPath, String servletPath, String template) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void staticFileMatched() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void logContextFound(int library, Object witness) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long methodEnter(int method) {
    events.add("enter " + method);
    return START;
  }

  @Override
  public void methodExit(int method, long token, Object returned, Throwable thrown) {
    events.add("exit " + method + ", " + token + ", " + returned + ", " + thrown);
  }

  @Override
  public long queryEnter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void queryExit(long startNanos, Object statement, Object sql, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void updateExit(
      long startNanos, Object statement, Object sql, long count, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void batchExit(long startNanos, Object statement, Object counts, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void transactionExit(long startNanos, Object connection, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long internalEnter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long driverEnter(Object part) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void internalExit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void statementPrepared(Object statement, String sql) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void statementBatched(Object statement, String sql) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void batchCleared(Object statement) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void connected(Object connection, String url) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long connectionEnter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void connectionTaken(long startNanos, Object connection) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void connectionOpened(long startNanos, Object connection) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void connectionReturned(Object connection) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void poolFound(int library, Object pool) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long poolEnter(int library, Object pool) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void poolExit(long startNanos, int library, Object pool, Object connection) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cacheReadBlocks(boolean blocks) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object cacheSend(byte[] name, boolean queued) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object cacheEnd(Object sent) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean cacheReplyWanted(Object call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cacheReplied(Object call, Object sent, int arguments, Object reply, int absent) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cacheFailed(Object call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object cacheStreamed(Object sent, boolean present) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cacheWaited(long startNanos) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cacheConnecting(CompletionStage<?> connection) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void keep(Object target, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object kept(Object target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object externalEnter(String method, String host, int port, String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void externalExit(Object call, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void externalLeave(Object call, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void externalHandOver(Object call, Object carrier) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object externalResume(Object carrier) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void externalPause(Object call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void externalAnswered(Object call, int status) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void externalFailed(Object call, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long jobEnter(Object task) {
    return 0;
  }

  @Override
  public long jobEnter(Object target, Method method) {
    return 0;
  }

  @Override
  public long jobEnterWithin(Object task) {
    return 0;
  }

  @Override
  public void jobExit(long token, Throwable thrown, boolean forGood) {}

  @Override
  public void jobFailed() {}

  @Override
  public boolean jobAsyncEnter(Method method) {
    return false;
  }

  @Override
  public Object jobHandOver(Object callable) {
    return callable;
  }

  @Override
  public void jobAsyncExit() {}

  @Override
  public void jobBegins(Object task) {}

  @Override
  public void jobEnds(Throwable thrown) {}

  @Override
  public void timerDied(Object queue, Throwable thrown) {}

  @Override
  public long futureEnter(Object future, Object callable) {
    return 0;
  }

  @Override
  public void futureFailed(Object future) {}

  @Override
  public void futureExit(long token, Object future, boolean threw) {}

  @Override
  public Object externalStepEnter(
      Object client, String method, String host, int port, String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void externalStepExit(Object call, int status, Throwable thrown) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String externalStepId(String host) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object wrap(int wrapper, Object original, Object context) {
    throw new UnsupportedOperationException();
  }
}

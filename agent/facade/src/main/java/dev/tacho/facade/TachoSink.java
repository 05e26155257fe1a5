package dev.tacho.facade;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;

/**
 * What {@link TachoProbe} calls. An abstract class with one implementor, so that the JIT compiler
 * binds every call statically; a second subclass, even one that is only loaded, would cost that.
 *
 * <p>Contracts stand at the methods of {@link TachoProbe}, which forward one to one. Whatever an
 * implementation throws is caught by the advice that called it.
 */
public abstract class TachoSink {
  public abstract boolean requestNested();

  public abstract boolean requestExcluded(String uri, String contextPath);

  public abstract String requestIdHeader();

  public abstract String requestId(String sent);

  public abstract long requestEnter(String method, String uri, String contextPath, String id);

  public abstract long requestIgnored();

  public abstract long requestResumed(Object request);

  public abstract boolean mappingWanted();

  public abstract void requestMapped(String pattern, String servletName);

  public abstract boolean servletReached();

  public abstract void servletRegistered(
      String servletName, Iterable<String> patterns, String servletPath, String pathInfo);

  public abstract Object requestAsync();

  public abstract boolean completionTold();

  public abstract Object requestLeave(long token);

  public abstract void requestDone(Object request, int status, boolean committed, Throwable thrown);

  public abstract long exchangeEnter(boolean tellsCompletion);

  public abstract void exchangeCompleted(Object request, int status);

  public abstract void exchangeExit(long token, int status);

  public abstract void routePrefix(String contextPath, String path);

  public abstract void routeMatched(String contextPath, String servletPath, String template);

  public abstract void staticFileMatched();

  public abstract String outboundId(String host);

  public abstract void logContextFound(int library, Object witness);

  public abstract long methodEnter(int method);

  public abstract void methodExit(int method, long token, Object returned, Throwable thrown);

  public abstract long queryEnter();

  public abstract void queryExit(long startNanos, Object statement, Object sql, Throwable thrown);

  public abstract void updateExit(
      long startNanos, Object statement, Object sql, long count, Throwable thrown);

  public abstract void batchExit(
      long startNanos, Object statement, Object counts, Throwable thrown);

  public abstract void transactionExit(long startNanos, Object connection, Throwable thrown);

  public abstract long internalEnter();

  public abstract long driverEnter(Object part);

  public abstract void internalExit();

  public abstract void statementPrepared(Object statement, String sql);

  public abstract void statementBatched(Object statement, String sql);

  public abstract void batchCleared(Object statement);

  public abstract void connected(Object connection, String url);

  public abstract long connectionEnter();

  public abstract void connectionTaken(long startNanos, Object connection);

  public abstract void connectionOpened(long startNanos, Object connection);

  public abstract void connectionReturned(Object connection);

  public abstract void poolFound(int library, Object pool);

  public abstract long poolEnter(int library, Object pool);

  public abstract void poolExit(long startNanos, int library, Object pool, Object connection);

  public abstract void commandSent(byte[] name, int arguments);

  public abstract void commandSent(byte[] name, byte[][] arguments);

  public abstract void commandSent(String name, int arguments);

  public abstract void commandBlocks();

  public abstract void commandAnswered(Object reply, Throwable thrown);

  public abstract void commandQueued();

  public abstract long cacheEnter();

  public abstract void cacheExit(long startNanos, Object command, Object reply, Throwable thrown);

  public abstract void pipelineExit(long startNanos, Throwable thrown);

  public abstract long cacheInternalEnter();

  public abstract void cacheInternalExit();

  public abstract void cacheConnectExit(Throwable thrown);

  public abstract void cacheConnectFailed();

  public abstract void cacheReadBlocks(boolean blocks);

  public abstract Object cacheSend(byte[] name, boolean queued);

  public abstract Object cacheEnd(Object sent);

  public abstract boolean cacheReplyWanted(Object call);

  public abstract void cacheReplied(
      Object call, Object sent, int arguments, Object reply, int absent);

  public abstract void cacheFailed(Object call);

  public abstract Object cacheStreamed(Object sent, boolean present);

  public abstract void cacheWaited(long startNanos);

  public abstract void cacheConnecting(CompletionStage<?> connection);

  public abstract void keep(Object target, Object value);

  public abstract Object kept(Object target);

  public abstract Object externalEnter(String method, String host, int port, String path);

  public abstract void externalExit(Object call, Throwable thrown);

  public abstract void externalLeave(Object call, Throwable thrown);

  public abstract void externalHandOver(Object call, Object carrier);

  public abstract Object externalResume(Object carrier);

  public abstract void externalPause(Object call);

  public abstract void externalAnswered(Object call, int status);

  public abstract void externalFailed(Object call, Throwable thrown);

  public abstract long jobEnter(Object task);

  public abstract long jobEnter(Object target, Method method);

  public abstract long jobEnterWithin(Object task);

  public abstract void jobExit(long token, Throwable thrown, boolean forGood);

  public abstract void jobFailed();

  public abstract boolean jobAsyncEnter(Method method);

  public abstract Object jobHandOver(Object callable);

  public abstract void jobAsyncExit();

  public abstract void jobBegins(Object task);

  public abstract void jobEnds(Throwable thrown);

  public abstract void timerDied(Object queue, Throwable thrown);

  public abstract long futureEnter(Object future, Object callable);

  public abstract void futureFailed(Object future);

  public abstract void futureExit(long token, Object future, boolean threw);

  public abstract Object externalStepEnter(
      Object client, String method, String host, int port, String path);

  public abstract void externalStepExit(Object call, int status, Throwable thrown);

  public abstract String externalStepId(String host);

  public abstract Object wrap(int wrapper, Object original, Object context);

  public abstract void adviceFailed(Throwable failure, int instrumentation);
}

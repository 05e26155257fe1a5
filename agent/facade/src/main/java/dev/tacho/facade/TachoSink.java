package dev.tacho.facade;

/**
 * What {@link TachoProbe} calls. An abstract class with one implementor, so that the JIT compiler
 * binds every call statically; a second subclass, even one that is only loaded, would cost that.
 *
 * <p>Contracts stand at the methods of {@link TachoProbe}, which forward one to one. Whatever an
 * implementation throws is caught by the advice that called it.
 */
public abstract class TachoSink {
  public abstract long requestEnter(String method, String uri);

  public abstract long requestLeave(long startNanos);

  public abstract void requestDone(
      long elapsedNanos,
      String contextPath,
      String mapping,
      String servletName,
      int status,
      Throwable thrown);

  public abstract long queryEnter();

  public abstract void queryExit(long startNanos, Object statement, String sql, Throwable thrown);

  public abstract void batchExit(long startNanos, Object statement, Throwable thrown);

  public abstract void statementPrepared(Object statement, String sql);

  public abstract void statementBatched(Object statement, String sql);

  public abstract void batchCleared(Object statement);

  public abstract void connected(Object connection, String url);

  public abstract long connectionEnter();

  public abstract void connectionTaken(long startNanos, Object connection);

  public abstract void connectionOpened(long startNanos, Object connection);

  public abstract void connectionReturned(Object connection);

  public abstract long cacheEnter();

  public abstract void cacheExit(long startNanos, Object command, Object reply, Throwable thrown);

  public abstract Object externalEnter(String method, String host, String path);

  public abstract void externalExit(Object call, Throwable thrown);

  public abstract Object wrap(int wrapper, Object original, Object context);

  public abstract void adviceFailed(Throwable failure, int instrumentation);
}

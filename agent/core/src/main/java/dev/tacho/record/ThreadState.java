package dev.tacho.record;

import dev.tacho.metrics.NormalizedPath;
import dev.tacho.metrics.RequestWork;
import dev.tacho.sql.SqlReader;
import dev.tacho.sql.SqlSkeleton;
import dev.tacho.thread.AgentThread;

/**
 * What the agent knows about one thread: how deep it is inside each family, so that the outermost
 * call counts, and scratch space. Used by its own thread only, hence plain fields. Refers to
 * objects of the agent and of java.base only, so that a thread that outlives an application keeps
 * none of its classes alive.
 */
final class ThreadState {
  private static final ThreadLocal<ThreadState> current =
      new ThreadLocal<ThreadState>() {
        @Override
        protected ThreadState initialValue() {
          return new ThreadState();
        }
      };

  int requestDepth;
  int queryDepth;

  /** How many of these calls are no statements, but what runs statements by itself. */
  int internalDepth;

  int cacheDepth;
  int externalDepth;

  /** The id of the request that handed over the outbound call in progress, or null. */
  String handedOverId;

  /** Calls of all families in progress, each family's outermost only. */
  private int openCalls;

  /** Counts what {@link Overhead} samples. */
  int events = (int) System.nanoTime(); // anywhere, so that short-lived threads are sampled too

  /** The request in progress on this thread, or null. */
  InboundRequest request;

  /** A request that has left the servlets, while its container may still change the answer. */
  InboundRequest answered;

  /** Whether a container is working on an exchange, and will tell of its end. */
  int exchangeDepth;

  /** Whether it will tell that the exchange is complete, on whatever thread that happens. */
  boolean completionTold;

  /** Serves one request after the other, until one goes on asynchronously and keeps it. */
  InboundRequest spareRequest;

  /** Scratch space. */
  final NormalizedPath requestPath = new NormalizedPath();

  /** What a driver below the outermost statement knew of the query in progress, or null. */
  SqlStatement innerStatement;

  /** What the application's logging contexts held in the place of the request's id. */
  LogContexts.Before loggedBefore;

  final SqlSkeleton sqlSkeleton = new SqlSkeleton();

  /** Null until this thread meets an SQL text that was not seen lately. */
  private SqlReader sqlReader;

  final UniqueIds.Scratch idScratch = new UniqueIds.Scratch();

  final NormalizedPath externalPath = new NormalizedPath();
  final CallSteps callSteps = new CallSteps();
  final WeakIdentityMap.Lookup lookup = new WeakIdentityMap.Lookup();

  final HeldConnections connections = new HeldConnections();

  /** On a thread of the agent every call is one within another, so that no family counts it. */
  private ThreadState() {
    if (Thread.currentThread() instanceof AgentThread) {
      queryDepth = 1;
      cacheDepth = 1;
      externalDepth = 1;
    }
  }

  static ThreadState get() {
    return current.get();
  }

  /** The id of the request that this thread works for, or null. */
  String requestId() {
    return request == null ? handedOverId : request.id;
  }

  SqlReader sqlReader() {
    if (sqlReader == null) {
      sqlReader = new SqlReader();
    }
    return sqlReader;
  }

  /** The database connections that the request in progress has taken and not given back. */
  int connectionsHeld() {
    return connections.count();
  }

  /**
   * A new outermost request starts on this thread, so nothing else can be in progress: depths that
   * a lost exit left behind are put right.
   */
  void beginRequest() {
    queryDepth = 0;
    internalDepth = 0;
    cacheDepth = 0;
    externalDepth = 0;
    handedOverId = null;
    openCalls = 0;
    innerStatement = null;
    connections.beginRequest();
  }

  /** A call begins that no other call of its family encloses. */
  void beginCall() {
    openCalls++;
  }

  /** It ends; its time counts unless a call of another family encloses it. */
  void endCall(RequestWork.Component component, long nanos) {
    if (openCalls > 0) {
      openCalls--;
    }
    if (openCalls == 0 && request != null) {
      request.work.addTime(component, nanos);
    }
  }
}

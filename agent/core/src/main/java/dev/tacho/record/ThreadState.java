package dev.tacho.record;

import dev.tacho.metrics.NormalizedPath;
import dev.tacho.metrics.RequestWork;
import dev.tacho.sql.SqlReader;
import dev.tacho.sql.SqlSkeleton;
import dev.tacho.thread.AgentThread;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;

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
          if (closed) {
            throw new IllegalStateException("the agent has been stopped");
          }
          return new ThreadState();
        }
      };

  /** Whether no thread is to get a state any more. */
  private static volatile boolean closed;

  /** The methods of no family, by number, in which this thread is, the outermost first. */
  private int[] namedMethods = {};

  private int namedMethodCount;

  int requestDepth;
  int queryDepth;

  /** How many of these calls are no statements, but what runs statements by itself. */
  int internalDepth;

  int cacheDepth;

  /** How deep it is in what a cache's client does by itself. */
  int cacheInternalDepth;

  final CacheCall cacheCall = new CacheCall();

  /** Whether the next read of a stream waits for somebody to write. */
  boolean blockingRead;

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

  /** What a driver below the outermost statement knew of the query in progress, or null. */
  SqlStatement innerStatement;

  /** What the application's logging contexts held in the place of the request's id. */
  LogContexts.Before loggedBefore;

  /** Scratch space, null until it is needed: most virtual threads do one thing, and once. */
  private NormalizedPath path;

  private SqlSkeleton sqlSkeleton;
  private SqlReader sqlReader;
  private UniqueIds.Scratch idScratch;

  /** Null until this thread makes a call of the kind. */
  private CallSteps callSteps;

  final WeakIdentityMap.Lookup lookup = new WeakIdentityMap.Lookup();

  final LatestOperation latestOperation = new LatestOperation();
  final HeldConnections connections = new HeldConnections();

  /** Null until this thread runs a background job. */
  private JobRun job;

  /** On a thread of the agent every call is one within another, so that no family counts it. */
  private ThreadState() {
    if (Thread.currentThread() instanceof AgentThread) {
      queryDepth = 1;
      cacheDepth = 1;
      externalDepth = 1;
    }
  }

  /**
   * Takes their states away from all threads but virtual ones, which nobody can list, and lets none
   * have one any more. To be called when nothing is measured any more.
   */
  static void forgetAll(Instrumentation jvm) throws ReflectiveOperationException {
    closed = true;
    ThreadLocals.of(jvm).clear(current);
  }

  static ThreadState get() {
    return current.get();
  }

  /** The id of the request that this thread works for, or null. */
  String requestId() {
    return request == null ? handedOverId : request.id;
  }

  /** Holds a path until another one is set: of a request as of an outbound call. */
  NormalizedPath path() {
    if (path == null) {
      path = new NormalizedPath();
    }
    return path;
  }

  SqlSkeleton sqlSkeleton() {
    if (sqlSkeleton == null) {
      sqlSkeleton = new SqlSkeleton();
    }
    return sqlSkeleton;
  }

  UniqueIds.Scratch idScratch() {
    if (idScratch == null) {
      idScratch = new UniqueIds.Scratch();
    }
    return idScratch;
  }

  CallSteps callSteps() {
    if (callSteps == null) {
      callSteps = new CallSteps();
    }
    return callSteps;
  }

  /** For an SQL text that was not seen lately. */
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
    namedMethodCount = 0;
    queryDepth = 0;
    internalDepth = 0;
    cacheDepth = 0;
    cacheInternalDepth = 0;
    cacheCall.clear();
    externalDepth = 0;
    handedOverId = null;
    openCalls = 0;
    innerStatement = null;
    connections.beginRequest();
  }

  /** The background job of this thread, whether or not one is in progress. */
  JobRun job() {
    if (job == null) {
      job = new JobRun();
    }
    return job;
  }

  /** A job starts that no other one encloses: as a request, unless it runs inside of one. */
  void beginJob() {
    if (requestDepth == 0 && exchangeDepth == 0) {
      beginRequest();
    }
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
    addCallTime(component, nanos);
  }

  /** A call has ended that encloses no others; its time counts unless another encloses it. */
  void addCallTime(RequestWork.Component component, long nanos) {
    if (openCalls == 0 && request != null) {
      request.work.addTime(component, nanos);
    }
  }

  /**
   * A method begins that is measured by its name.
   *
   * @return false if this thread is in one of that number already
   */
  boolean enterNamedMethod(int number) {
    for (int i = namedMethodCount - 1; i >= 0; i--) {
      if (namedMethods[i] == number) {
        return false;
      }
    }
    if (namedMethodCount == namedMethods.length) {
      namedMethods = Arrays.copyOf(namedMethods, namedMethodCount + 8);
    }
    namedMethods[namedMethodCount++] = number;
    return true;
  }

  /** It ends, and with it what was entered within and has lost its exit. */
  void leaveNamedMethod(int number) {
    for (int i = namedMethodCount - 1; i >= 0; i--) {
      if (namedMethods[i] == number) {
        namedMethodCount = i;
        return;
      }
    }
  }
}

package dev.tacho.facade;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;

/**
 * All that woven code can see of the agent. Packaging moves this class and {@link TachoSink} into
 * {@code java.lang}, so that every class loader resolves them; signatures therefore use types of
 * {@code java.base} only.
 *
 * <p>Woven code calls these methods in pairs: <em>enter</em> answers a token, <em>exit</em> takes
 * it back. A token of 0 means that nothing was started, because no sink is installed or enter
 * failed; exit then does nothing. A negative token marks a call nested in one of the same family,
 * which only the outermost call measures. A positive token is the start in {@link System#nanoTime}
 * terms.
 *
 * <p>While nothing is measured ({@link #pause}), what begins a call answers 0, null or false. What
 * gets a token, or another thing that the agent gave, passes it on all the same. So does what is
 * told once and for all: a pool, a driver, a logging library.
 *
 * <p>Any thread may call; no method blocks. Methods may throw, so woven code suppresses throwables
 * and hands them to {@link #adviceFailed}, which never does.
 */
public final class TachoProbe {
  /**
   * Where calls begin; null while nothing is measured. Volatile, so that a loop into which all of
   * this was compiled sees it change; to read it costs what a plain field does.
   */
  private static volatile TachoSink sink;

  /** Where calls end that have begun, also when nothing new begins; null without an agent. */
  private static volatile TachoSink installed;

  private TachoProbe() {}

  /**
   * Connects the facade to the agent, and begins to measure. Has no effect where an agent is
   * connected.
   */
  public static synchronized void install(TachoSink newSink) {
    if (installed == null) {
      installed = newSink;
      sink = newSink;
    }
  }

  /**
   * From now on nothing begins any more: each call from woven code asks one field. What has begun
   * comes to its end, so that what is in flight neither sticks nor counts wrongly.
   */
  public static synchronized void pause() {
    sink = null;
  }

  /** Begins to measure again. */
  public static synchronized void resume() {
    sink = installed;
  }

  /** Takes the agent away again, for good: nothing of it is called any more. */
  public static synchronized void uninstall() {
    sink = null;
    installed = null;
  }

  /** Whether anything is measured; if not, advice need not ask the application for anything. */
  public static boolean measures() {
    return sink != null;
  }

  /** Where a call ends, null if nothing has begun. */
  private static TachoSink ending(long token) {
    return token == 0 ? null : installed;
  }

  /**
   * As above.
   *
   * @param begun what the agent gave for the call, or null
   */
  private static TachoSink ending(Object begun) {
    return begun == null ? null : installed;
  }

  /**
   * Whether servlet code is entered below an entry that this thread is in already: a filter or
   * servlet further down, a forward, an include. If so, the entry counts as nested, and {@link
   * #requestLeave} has to get the token -1.
   */
  public static boolean requestNested() {
    TachoSink s = sink;
    return s != null && s.requestNested();
  }

  /**
   * Whether the operator wants requests like this one left alone.
   *
   * @param uri the request URI as sent, context path included
   * @param contextPath where the web application is mounted, empty for the root
   */
  public static boolean requestExcluded(String uri, String contextPath) {
    TachoSink s = sink;
    return s != null && s.requestExcluded(uri, contextPath);
  }

  /** The name of the header with the request's id, or null if requests get none. */
  public static String requestIdHeader() {
    TachoSink s = sink;
    return s == null ? null : s.requestIdHeader();
  }

  /**
   * The id of a request that is about to be entered.
   *
   * @param sent what the client sent as the id, or null
   */
  public static String requestId(String sent) {
    TachoSink s = sink;
    return s == null ? null : s.requestId(sent);
  }

  /**
   * An HTTP request reaches servlet code. To be called last in its enter advice, since where that
   * fails there is no leave.
   *
   * @param uri the request URI as sent, context path included, query string excluded
   * @param contextPath where the web application is mounted, empty for the root
   * @param id what {@link #requestId} gave, or null
   */
  public static long requestEnter(String method, String uri, String contextPath, String id) {
    TachoSink s = sink;
    return s == null ? 0 : s.requestEnter(method, uri, contextPath, id);
  }

  /** Servlet code is entered for a request that is not measured. */
  public static long requestIgnored() {
    TachoSink s = sink;
    return s == null ? 0 : s.requestIgnored();
  }

  /**
   * A request that went on asynchronously comes back to servlet code, on this thread.
   *
   * @param request what {@link #requestLeave} gave when it went, or null if it is not measured
   */
  public static long requestResumed(Object request) {
    TachoSink s = request == null ? sink : installed;
    return s == null ? 0 : s.requestResumed(request);
  }

  /** Whether it is not known yet which servlet mapping the request in progress has come by. */
  public static boolean mappingWanted() {
    TachoSink s = sink;
    return s != null && s.mappingWanted();
  }

  /**
   * The servlet mapping by which the request in progress has come.
   *
   * @param pattern its URL pattern, empty if the container does not tell
   * @param servletName of the servlet to which it leads, whether or not a filter lets it through
   */
  public static void requestMapped(String pattern, String servletName) {
    TachoSink s = sink;
    if (s != null) {
      s.requestMapped(pattern, servletName);
    }
  }

  /**
   * The request in progress comes to a servlet.
   *
   * @return whether its registration is wanted, because the container does not tell mappings
   */
  public static boolean servletReached() {
    TachoSink s = sink;
    return s != null && s.servletReached();
  }

  /**
   * The registration of the servlet that the request in progress has come to.
   *
   * @param patterns the URL patterns under which it is registered
   * @param servletPath the part of the path that took the request there
   * @param pathInfo the rest of the path, or null
   */
  public static void servletRegistered(
      String servletName, Iterable<String> patterns, String servletPath, String pathInfo) {
    TachoSink s = sink;
    if (s != null) {
      s.servletRegistered(servletName, patterns, servletPath, pathInfo);
    }
  }

  /**
   * Asynchronous processing of the request in progress has started.
   *
   * @return the request, which is to be put where {@link #requestResumed} finds it; null if none is
   *     in progress or this has been told already
   */
  public static Object requestAsync() {
    TachoSink s = sink;
    return s == null ? null : s.requestAsync();
  }

  /** Whether the container will tell itself when the exchange on this thread is complete. */
  public static boolean completionTold() {
    TachoSink s = sink;
    return s != null && s.completionTold();
  }

  /**
   * The method that got {@code token} ends. Called before anything is asked of the response, so
   * that a getter which throws leaves the nesting intact.
   *
   * @return the request if its outermost entry on this thread has ended, to be handed to {@link
   *     #requestDone}; else null
   */
  public static Object requestLeave(long token) {
    TachoSink s = ending(token);
    return s == null ? null : s.requestLeave(token);
  }

  /**
   * The request is complete, unless it goes on asynchronously.
   *
   * @param status what the client gets, unless {@code thrown} makes the container answer otherwise
   * @param committed whether the client has got it already
   * @param thrown what left the application, or null
   */
  public static void requestDone(Object request, int status, boolean committed, Throwable thrown) {
    TachoSink s = ending(request);
    if (s != null) {
      s.requestDone(request, status, committed, thrown);
    }
  }

  /**
   * A container begins to work on an exchange. What it does after a request has left the servlets,
   * say to show an error page, happens before {@link #exchangeExit} on the same thread.
   *
   * @param tellsCompletion whether {@link #exchangeCompleted} will follow, on this or another
   *     thread
   */
  public static long exchangeEnter(boolean tellsCompletion) {
    TachoSink s = sink;
    return s == null ? 0 : s.exchangeEnter(tellsCompletion);
  }

  /**
   * The exchange on which this thread works is complete.
   *
   * @param request what {@link #requestAsync} gave for it, or null
   * @param status what the client got
   */
  public static void exchangeCompleted(Object request, int status) {
    TachoSink s = request == null ? sink : installed;
    if (s != null) {
      s.exchangeCompleted(request, status);
    }
  }

  /**
   * The container ends its work on an exchange, for now or for good.
   *
   * @param status what the client gets, or 0 if that is not known here
   */
  public static void exchangeExit(long token, int status) {
    TachoSink s = ending(token);
    if (s != null) {
      s.exchangeExit(token, status);
    }
  }

  /**
   * A framework takes the request in progress on this thread, and what it matches next lies below
   * the two paths joined; for a framework that tells the parts of a route at several places.
   *
   * @param contextPath as for {@link #routeMatched}, or null: {@code path} is the next part, below
   *     the parts so far
   */
  public static void routePrefix(String contextPath, String path) {
    TachoSink s = sink;
    if (s != null) {
      s.routePrefix(contextPath, path);
    }
  }

  /**
   * A framework has matched the request in progress on this thread to a template; the route is the
   * three joined. The first match of a request wins; matches outside of a request are ignored.
   *
   * @param contextPath where the web application is mounted, empty for the root; null if the
   *     template lies below what {@link #routePrefix} told
   * @param servletPath where the framework is mounted in there, empty for the root; not used where
   *     {@code contextPath} is null
   * @param template as the framework has it, patterns of its variables included
   */
  public static void routeMatched(String contextPath, String servletPath, String template) {
    TachoSink s = sink;
    if (s != null) {
      s.routeMatched(contextPath, servletPath, template);
    }
  }

  /** What answers the request in progress on this thread is a framework's handler of files. */
  public static void staticFileMatched() {
    TachoSink s = sink;
    if (s != null) {
      s.staticFileMatched();
    }
  }

  /**
   * The id of the request in progress on this thread, or of the one that handed over the call in
   * progress, if a call to {@code host} is to carry it in the header {@link #requestIdHeader}; else
   * null.
   *
   * @param host as a URI has it, or null
   */
  public static String outboundId(String host) {
    TachoSink s = sink;
    return s == null ? null : s.outboundId(host);
  }

  /**
   * A logging library is ready. To be called where it hands out what the application logs with.
   *
   * @param library the number under which an instrumentation registered the library
   * @param witness an object of the library, or null
   */
  public static void logContextFound(int library, Object witness) {
    TachoSink s = installed;
    if (s != null && witness != null) {
      s.logContextFound(library, witness);
    }
  }

  /**
   * A method begins that the configuration names.
   *
   * @param method the number that weaving has given it
   */
  public static long methodEnter(int method) {
    TachoSink s = sink;
    return s == null ? 0 : s.methodEnter(method);
  }

  /**
   * It ends.
   *
   * @param returned what it returns, if that may be a future, to the completion of which it is then
   *     measured; else null
   */
  public static void methodExit(int method, long token, Object returned, Throwable thrown) {
    TachoSink s = ending(token);
    if (s != null) {
      s.methodExit(method, token, returned, thrown);
    }
  }

  /** A JDBC execute call begins. */
  public static long queryEnter() {
    TachoSink s = sink;
    return s == null ? 0 : s.queryEnter();
  }

  /**
   * A JDBC execute call ends.
   *
   * @param sql the text given at the call, or the {@link #slot} of a statement that was prepared
   */
  public static void queryExit(long startNanos, Object statement, Object sql, Throwable thrown) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.queryExit(startNanos, statement, sql, thrown);
    }
  }

  /**
   * As {@link #queryExit} for a call that answers how many rows it has changed.
   *
   * @param count what the call answered; of no meaning if it threw
   */
  public static void updateExit(
      long startNanos, Object statement, Object sql, long count, Throwable thrown) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.updateExit(startNanos, statement, sql, count, thrown);
    }
  }

  /**
   * As {@link #queryExit} for the execution of a batch.
   *
   * @param counts the update counts, {@code int[]} or {@code long[]}; null if it threw
   */
  public static void batchExit(long startNanos, Object statement, Object counts, Throwable thrown) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.batchExit(startNanos, statement, counts, thrown);
    }
  }

  /** A commit or rollback ends that {@link #queryEnter} began. */
  public static void transactionExit(long startNanos, Object connection, Throwable thrown) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.transactionExit(startNanos, connection, thrown);
    }
  }

  /** A pool begins something by itself: no statement until {@link #internalExit} counts. */
  public static long internalEnter() {
    TachoSink s = sink;
    return s == null ? 0 : s.internalEnter();
  }

  /**
   * As {@link #internalEnter} for a call into a driver that may run statements of its own, unless
   * {@code part} is of no driver: what wrappers of the application run is the application's.
   *
   * @param part the object that is called, say a connection
   */
  public static long driverEnter(Object part) {
    TachoSink s = sink;
    return s == null ? 0 : s.driverEnter(part);
  }

  /** What {@link #internalEnter} or {@link #driverEnter} began ends. */
  public static void internalExit(long token) {
    TachoSink s = ending(token);
    if (s != null) {
      s.internalExit();
    }
  }

  /**
   * What the slot of {@code target} holds; null if it holds nothing, or there is none.
   *
   * <p>To be asked by the advice, of an object whose class the compiler knows there. Further in, it
   * would be looked for at run time, and before Java 23 that is slow where objects of several
   * classes come by, and slower on several threads (JDK-8180450).
   */
  public static Object slot(Object target) {
    return target instanceof TachoSlot ? ((TachoSlot) target).tachoSlot() : null;
  }

  /**
   * A connection handed out {@code statement}, null if it failed to, for {@code sql}. While nothing
   * is measured the text is put aside, in the slot if there is one: pools keep statements for
   * longer than that. Not in that of a proxy, which would run the application's code.
   */
  public static void statementPrepared(Object statement, String sql) {
    if (statement == null || sql == null) {
      return;
    }
    TachoSink s = sink;
    if (s != null) {
      s.statementPrepared(statement, sql);
    } else if (statement instanceof TachoSlot && !(statement instanceof Proxy)) {
      ((TachoSlot) statement).tachoSlot(sql);
    }
  }

  /** {@code sql} joins the batch of {@code statement}. */
  public static void statementBatched(Object statement, String sql) {
    TachoSink s = sink;
    if (s != null && sql != null) {
      s.statementBatched(statement, sql);
    }
  }

  /** The batch of {@code statement} was dropped unexecuted. */
  public static void batchCleared(Object statement) {
    TachoSink s = sink;
    if (s != null) {
      s.batchCleared(statement);
    }
  }

  /** A JDBC driver opened {@code connection}, null if it does not take the {@code url}. */
  public static void connected(Object connection, String url) {
    TachoSink s = installed;
    if (s != null && connection != null && url != null) {
      s.connected(connection, url);
    }
  }

  /**
   * Somebody asks for a database connection: a pool, another data source, or a driver. Such calls
   * nest; the outermost one counts.
   */
  public static long connectionEnter() {
    TachoSink s = sink;
    return s == null ? 0 : s.connectionEnter();
  }

  /**
   * A data source or pool hands out {@code connection}.
   *
   * @param connection what {@link #connectionReturned} will get, null if there was none to be had
   */
  public static void connectionTaken(long startNanos, Object connection) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.connectionTaken(startNanos, connection);
    }
  }

  /**
   * As {@link #connectionTaken} for a driver; inside of a data source that is the data source's.
   */
  public static void connectionOpened(long startNanos, Object connection) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.connectionOpened(startNanos, connection);
    }
  }

  /** {@code connection} is given back. Any thread may do so, and more than once. */
  public static void connectionReturned(Object connection) {
    TachoSink s = sink;
    if (s != null && connection != null) {
      s.connectionReturned(connection);
    }
  }

  /**
   * A connection pool was created.
   *
   * @param library the number under which an instrumentation registered the pool's library
   */
  public static void poolFound(int library, Object pool) {
    TachoSink s = installed;
    if (s != null) {
      s.poolFound(library, pool);
    }
  }

  /**
   * A connection pool is asked for a connection. Nests with {@link #connectionEnter}, but counts
   * for each pool: the token is never negative.
   *
   * @param library as for {@link #poolFound}
   */
  public static long poolEnter(int library, Object pool) {
    TachoSink s = sink;
    return s == null ? 0 : s.poolEnter(library, pool);
  }

  /**
   * The pool hands out {@code connection}, as {@link #connectionTaken} does.
   *
   * @param connection null if there was none to be had
   */
  public static void poolExit(long startNanos, int library, Object pool, Object connection) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.poolExit(startNanos, library, pool, connection);
    }
  }

  /**
   * A cache command is about to be sent; {@link #commandAnswered} follows on this thread, unless
   * the command is queued and others are sent first.
   *
   * @param name as it is sent, in any case
   * @param arguments how many it has besides its name
   */
  public static void commandSent(byte[] name, int arguments) {
    TachoSink s = sink;
    if (s != null && name != null) {
      s.commandSent(name, arguments);
    }
  }

  /** As above, with all arguments, which tell whether it waits for somebody else. */
  public static void commandSent(byte[] name, byte[][] arguments) {
    TachoSink s = sink;
    if (s != null && name != null) {
      s.commandSent(name, arguments);
    }
  }

  /** As above, with the name in upper case. */
  public static void commandSent(String name, int arguments) {
    TachoSink s = sink;
    if (s != null) {
      s.commandSent(name, arguments);
    }
  }

  /** The command that was sent last is one that waits for somebody else. */
  public static void commandBlocks() {
    TachoSink s = sink;
    if (s != null) {
      s.commandBlocks();
    }
  }

  /**
   * The reply of a cache has been read, or {@code thrown} came where it was sent or waited for.
   *
   * @param reply as the library reads it, null for a nil reply
   */
  public static void commandAnswered(Object reply, Throwable thrown) {
    TachoSink s = sink;
    if (s != null) {
      s.commandAnswered(reply, thrown);
    }
  }

  /** A command is queued in a pipeline, the replies of which other threads may read. */
  public static void commandQueued() {
    TachoSink s = sink;
    if (s != null) {
      s.commandQueued();
    }
  }

  /** A call begins that counts in the place of the commands which are sent in it. */
  public static long cacheEnter() {
    TachoSink s = sink;
    return s == null ? 0 : s.cacheEnter();
  }

  /**
   * A call ends that {@link #cacheEnter} began.
   *
   * @param command what it counts as, in upper case, or an enum constant called so; null if as the
   *     command that was sent in it
   * @param reply what the library answers, null for a nil reply
   */
  public static void cacheExit(long startNanos, Object command, Object reply, Throwable thrown) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.cacheExit(startNanos, command, reply, thrown);
    }
  }

  /** A call ends that {@link #cacheEnter} began, to read the replies of a pipeline. */
  public static void pipelineExit(long startNanos, Throwable thrown) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.pipelineExit(startNanos, thrown);
    }
  }

  /** The library of a cache begins something by itself, none of which counts. */
  public static long cacheInternalEnter() {
    TachoSink s = sink;
    return s == null ? 0 : s.cacheInternalEnter();
  }

  /** What {@link #cacheInternalEnter} began ends. */
  public static void cacheInternalExit(long token) {
    TachoSink s = ending(token);
    if (s != null) {
      s.cacheInternalExit();
    }
  }

  /** As {@link #cacheInternalExit} for connecting, which has failed if it threw. */
  public static void cacheConnectExit(long token, Throwable thrown) {
    TachoSink s = ending(token);
    if (s != null) {
      s.cacheConnectExit(thrown);
    }
  }

  /** There was no connection to a cache to be had. */
  public static void cacheConnectFailed() {
    TachoSink s = sink;
    if (s != null) {
      s.cacheConnectFailed();
    }
  }

  /** The stream that is about to be read on this thread is waited for, or is not. */
  public static void cacheReadBlocks(boolean blocks) {
    TachoSink s = sink;
    if (s != null) {
      s.cacheReadBlocks(blocks);
    }
  }

  /**
   * A cache command, which may end on another thread, is about to be sent.
   *
   * @param name as it is sent
   * @param queued whether it only joins a transaction, which counts as one when it is executed
   * @return what {@link #cacheEnd} takes, to be {@linkplain #keep kept} with the command
   */
  public static Object cacheSend(byte[] name, boolean queued) {
    TachoSink s = sink;
    return s == null ? null : s.cacheSend(name, queued);
  }

  /**
   * A cache command ends, and with it the time that it took. Any thread may call, and more than
   * once.
   *
   * @param sent what {@link #cacheSend} gave, or null
   * @return the call, which goes to {@link #cacheReplied} or {@link #cacheFailed}; null if it does
   *     not count, or has ended before
   */
  public static Object cacheEnd(Object sent) {
    TachoSink s = ending(sent);
    return s == null ? null : s.cacheEnd(sent);
  }

  /** Whether the reply tells how the call counts. */
  public static boolean cacheReplyWanted(Object call) {
    TachoSink s = ending(call);
    return s != null && s.cacheReplyWanted(call);
  }

  /**
   * A call has ended by a reply that is no error.
   *
   * @param sent what {@link #cacheEnd} got for it
   * @param arguments how many the command had besides its name; 0 if that is not known
   * @param reply what the library answers, null for a nil reply
   * @param absent how many elements of the reply stand for nil without being null
   */
  public static void cacheReplied(
      Object call, Object sent, int arguments, Object reply, int absent) {
    TachoSink s = ending(call);
    if (s != null) {
      s.cacheReplied(call, sent, arguments, reply, absent);
    }
  }

  /** A call has ended by an error, or without a reply. */
  public static void cacheFailed(Object call) {
    TachoSink s = ending(call);
    if (s != null) {
      s.cacheFailed(call);
    }
  }

  /**
   * An element of a reply is handed on before the reply has ended, and will not be in it then.
   *
   * @param sent what is kept with the command, or null
   * @param present whether the element is not nil
   * @return what is to be kept with the command from now on
   */
  public static Object cacheStreamed(Object sent, boolean present) {
    TachoSink s = ending(sent);
    return s == null ? null : s.cacheStreamed(sent, present);
  }

  /** A wait for a cache command that {@link #cacheEnter} began, and that counts itself, ends. */
  public static void cacheWaited(long startNanos) {
    TachoSink s = ending(startNanos);
    if (s != null) {
      s.cacheWaited(startNanos);
    }
  }

  /**
   * A connection to a cache is being opened.
   *
   * @param connection which fails if there is none to be had
   */
  public static void cacheConnecting(CompletionStage<?> connection) {
    TachoSink s = sink;
    if (s != null && connection != null) {
      s.cacheConnecting(connection);
    }
  }

  /**
   * Keeps {@code value} with {@code target}: in its slot, or else where {@link #kept} finds it. To
   * be called with an object whose class the compiler knows, for the reason at {@link #slot}.
   */
  public static void keep(Object target, Object value) {
    if (target instanceof TachoSlot) {
      ((TachoSlot) target).tachoSlot(value);
    } else {
      TachoSink s = ending(value);
      if (s != null) {
        s.keep(target, value);
      }
    }
  }

  /** What is {@linkplain #keep kept} with {@code target}, or null. */
  public static Object kept(Object target) {
    if (target instanceof TachoSlot) {
      return ((TachoSlot) target).tachoSlot();
    }
    TachoSink s = sink;
    return s == null ? null : s.kept(target);
  }

  /**
   * An outbound HTTP call begins.
   *
   * @param port as a URI has it: -1 for the default
   * @param path the raw path or what stands in the request line, null for none
   * @return a token for {@link #externalExit} and {@link #wrap}, or null if nothing was started
   */
  public static Object externalEnter(String method, String host, int port, String path) {
    TachoSink s = sink;
    return s == null ? null : s.externalEnter(method, host, port, path);
  }

  /** An outbound HTTP call ends, by an answer or by {@code thrown}. */
  public static void externalExit(Object call, Throwable thrown) {
    TachoSink s = ending(call);
    if (s != null) {
      s.externalExit(call, thrown);
    }
  }

  /**
   * The method that began an asynchronous call returns: the thread is done with it, the call goes
   * on. In the place of {@link #externalExit}.
   *
   * @param thrown what ended the call before it had begun, or null
   */
  public static void externalLeave(Object call, Throwable thrown) {
    TachoSink s = ending(call);
    if (s != null) {
      s.externalLeave(call, thrown);
    }
  }

  /**
   * As {@link #externalLeave} for a call that is carried out on another thread, or on this one
   * later: {@link #externalResume} finds it there.
   *
   * @param carrier an object of the library that stands for this call alone
   */
  public static void externalHandOver(Object call, Object carrier) {
    TachoSink s = ending(call);
    if (s != null) {
      s.externalHandOver(call, carrier);
    }
  }

  /**
   * A call that was handed over is carried out on this thread: calls that begin here until {@link
   * #externalPause} are part of it.
   *
   * @return the call, or null if {@code carrier} carries none
   */
  public static Object externalResume(Object carrier) {
    TachoSink s = sink;
    return s == null ? null : s.externalResume(carrier);
  }

  /** This thread is done with a call that {@link #externalResume} gave; it need not have ended. */
  public static void externalPause(Object call) {
    TachoSink s = ending(call);
    if (s != null) {
      s.externalPause(call);
    }
  }

  /**
   * The response head has arrived. Of this and {@link #externalFailed} the first counts; any thread
   * may call.
   */
  public static void externalAnswered(Object call, int status) {
    TachoSink s = ending(call);
    if (s != null) {
      s.externalAnswered(call, status);
    }
  }

  /**
   * An asynchronous call ends without an answer.
   *
   * @param thrown why, or null if it was cancelled
   */
  public static void externalFailed(Object call, Throwable thrown) {
    TachoSink s = ending(call);
    if (s != null) {
      s.externalFailed(call, thrown);
    }
  }

  /**
   * A run of a background job begins. Runs nest: the outermost one is measured, under the best name
   * of all.
   *
   * @param task what runs, an object named by its class; or the job's name, which is the better one
   */
  public static long jobEnter(Object task) {
    TachoSink s = sink;
    return s == null || task == null ? 0 : s.jobEnter(task);
  }

  /**
   * As {@link #jobEnter(Object)} for a job that is a method.
   *
   * @param target the object on which it is called
   */
  public static long jobEnter(Object target, Method method) {
    TachoSink s = sink;
    return s == null ? 0 : s.jobEnter(target, method);
  }

  /**
   * A library runs a task that somebody gave it. As {@link #jobEnter(Object)} where that is for the
   * sake of something periodic; else it is no job.
   */
  public static long jobEnterWithin(Object task) {
    TachoSink s = sink;
    return s == null || task == null ? 0 : s.jobEnterWithin(task);
  }

  /**
   * The run ends that has got {@code token}.
   *
   * @param forGood whether {@code thrown} ends the job for ever
   */
  public static void jobExit(long token, Throwable thrown, boolean forGood) {
    TachoSink s = ending(token);
    if (s != null) {
      s.jobExit(token, thrown, forGood);
    }
  }

  /** What the run in progress on this thread threw is being dealt with. */
  public static void jobFailed() {
    TachoSink s = installed;
    if (s != null) {
      s.jobFailed();
    }
  }

  /**
   * A library has {@code method} run by another thread.
   *
   * @return whether the method is the job in progress on this thread; {@link #jobAsyncExit} follows
   */
  public static boolean jobAsyncEnter(Method method) {
    TachoSink s = sink;
    return s != null && s.jobAsyncEnter(method);
  }

  /**
   * Between {@link #jobAsyncEnter} and {@link #jobAsyncExit} of a job, what the other thread is to
   * call, so that its run is the job's; else {@code callable} itself.
   *
   * @param callable a {@link java.util.concurrent.Callable}
   * @return another one
   */
  public static Object jobHandOver(Object callable) {
    TachoSink s = sink;
    return s == null ? callable : s.jobHandOver(callable);
  }

  /** The other thread has been told. */
  public static void jobAsyncExit(boolean handsOver) {
    TachoSink s = handsOver ? installed : null;
    if (s != null) {
      s.jobAsyncExit();
    }
  }

  /**
   * As {@link #jobEnter(Object)}, for what ends by {@link #jobEnds} on the same thread: begin and
   * end are in different methods.
   */
  public static void jobBegins(Object task) {
    TachoSink s = sink;
    if (s != null && task != null) {
      s.jobBegins(task);
    }
  }

  /**
   * The run ends that {@link #jobBegins} began, if there is one in progress. Asked of the agent
   * also while nothing is measured: no token tells.
   */
  public static void jobEnds(Throwable thrown) {
    TachoSink s = installed;
    if (s != null) {
      s.jobEnds(thrown);
    }
  }

  /**
   * A timer ends, for its task threw.
   *
   * @param queue the {@code java.util.TaskQueue} with all that it will not run any more
   */
  public static void timerDied(Object queue, Throwable thrown) {
    TachoSink s = sink;
    if (s != null) {
      s.timerDied(queue, thrown);
    } else {
      jobEnds(thrown);
    }
  }

  /**
   * A future runs a periodic task.
   *
   * @param callable what it calls; one that the JDK made of a Runnable stands for that
   */
  public static long futureEnter(Object future, Object callable) {
    TachoSink s = sink;
    return s == null || callable == null ? 0 : s.futureEnter(future, callable);
  }

  /** The task of {@code future}, periodic or not, threw. */
  public static void futureFailed(Object future) {
    TachoSink s = installed;
    if (s != null) {
      s.futureFailed(future);
    }
  }

  /**
   * The run ends that {@link #futureEnter} began.
   *
   * @param threw whether the exception of this run is the future's result, and thus its end
   */
  public static void futureExit(long token, Object future, boolean threw) {
    TachoSink s = ending(token);
    if (s != null) {
      s.futureExit(token, future, threw);
    }
  }

  /**
   * A step begins of an outbound HTTP call that its client makes in several: it connects, sends,
   * reads the answer.
   *
   * @param client the object that makes this call and no other
   * @return a token for {@link #externalStepExit}, or null if nothing was started
   */
  public static Object externalStepEnter(
      Object client, String method, String host, int port, String path) {
    TachoSink s = sink;
    return s == null ? null : s.externalStepEnter(client, method, host, port, path);
  }

  /**
   * The step ends, and with it the call if there is an answer or a failure; else it goes on with
   * the next step, if there is one.
   *
   * @param status of the answer if that has come, else less than 100; a status of an error counts
   *     even if the client throws one
   * @param thrown what the client threw, or null
   */
  public static void externalStepExit(Object call, int status, Throwable thrown) {
    TachoSink s = ending(call);
    if (s != null) {
      s.externalStepExit(call, status, thrown);
    }
  }

  /** As {@link #outboundId}, but null where a redirect has led the step to another host. */
  public static String externalStepId(String host) {
    TachoSink s = sink;
    return s == null ? null : s.externalStepId(host);
  }

  /**
   * Puts an object of the agent in front of a callback of the application. To be asked while {@link
   * #measures} or with a context that the agent gave.
   *
   * @param wrapper the number under which an instrumentation registered its wrapper
   * @return an object of the same interface, or {@code original} itself if there is nothing to do
   */
  public static Object wrap(int wrapper, Object original, Object context) {
    TachoSink s = ending(context);
    return s == null ? original : s.wrap(wrapper, original, context);
  }

  /** Takes what advice threw, so that the application never sees it. Never throws. */
  public static void adviceFailed(Throwable failure, int instrumentation) {
    try {
      TachoSink s = installed;
      if (s != null) {
        s.adviceFailed(failure, instrumentation);
      }
    } catch (Throwable ignored) {
      // Counting failed too, say for want of stack or memory: the application comes first.
    }
  }
}

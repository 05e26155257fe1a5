package dev.tacho.agenttests.shop.javax;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Goes asynchronous, and ends in the way that the last segment of its path says. */
final class AsyncServlet extends HttpServlet {
  static final String[] MAPPINGS = {
    "/async/complete",
    "/async/complete-at-once",
    "/async/send-error",
    "/async/start",
    "/async/start-throws",
    "/async/throws",
    "/async/dispatch",
    "/async/dispatch-twice",
    "/async/dispatch-elsewhere",
    "/async/dispatch-throws",
    "/async/dispatch-throws-handled",
    "/async/dispatch-sends-error",
    "/async/timeout",
    "/async/timeout-handled",
    "/async/timeout-dispatches",
    "/wrapped/async"
  };

  private static final long serialVersionUID = 1;
  private static final int TIMEOUT_MILLIS = 300;
  private static final String ROUND = "round";

  /** Threads that the container knows nothing of. */
  private static final ExecutorService workers =
      Executors.newFixedThreadPool(
          4,
          task -> {
            Thread thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      dispatched(request, response);
    } else {
      // With the wrappers that filters may have put around them.
      started(request, request.startAsync(request, response));
    }
  }

  /** Reached by requests that a filter renamed. */
  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    doGet(request, response);
  }

  private static void started(HttpServletRequest request, AsyncContext async) throws IOException {
    switch (request.getServletPath()) {
      case "/async/complete-at-once":
        answer(async, "at once");
        break;
      case "/async/send-error":
        workers.execute(() -> sendError(async, HttpServletResponse.SC_GONE));
        break;
      case "/async/start":
        async.start(() -> answer(async, "in a thread of the container"));
        break;
      case "/async/start-throws":
        async.setTimeout(TIMEOUT_MILLIS);
        async.start(AsyncServlet::failLater);
        break;
      case "/async/throws":
        async.setTimeout(TIMEOUT_MILLIS);
        fail();
        break;
      case "/async/dispatch-elsewhere":
        workers.execute(() -> async.dispatch("/members/9"));
        break;
      case "/async/dispatch-throws-handled":
        async.addListener(new Handler(false));
        workers.execute(async::dispatch);
        break;
      case "/async/dispatch":
      case "/async/dispatch-twice":
      case "/async/dispatch-throws":
      case "/async/dispatch-sends-error":
        workers.execute(async::dispatch);
        break;
      case "/async/timeout":
        async.setTimeout(TIMEOUT_MILLIS);
        break;
      case "/async/timeout-handled":
        async.setTimeout(TIMEOUT_MILLIS);
        async.addListener(new Handler(false));
        break;
      case "/async/timeout-dispatches":
        async.setTimeout(TIMEOUT_MILLIS);
        async.addListener(new Handler(true));
        break;
      default:
        workers.execute(() -> answer(async, "in a thread of the application"));
    }
  }

  private static void dispatched(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getServletPath()) {
      case "/async/dispatch-twice":
        if (request.getAttribute(ROUND) == null) {
          request.setAttribute(ROUND, 2);
          AsyncContext again = request.startAsync();
          workers.execute(again::dispatch);
        } else {
          response.getWriter().print("in the second round");
        }
        break;
      case "/async/dispatch-throws":
      case "/async/dispatch-throws-handled":
        fail();
        break;
      case "/async/dispatch-sends-error":
        response.sendError(HttpServletResponse.SC_GONE);
        break;
      default:
        response.getWriter().print("after the dispatch");
    }
  }

  private static void answer(AsyncContext async, String text) {
    try {
      async.getResponse().getWriter().print(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    async.complete();
  }

  private static void sendError(AsyncContext async, int status) {
    try {
      ((HttpServletResponse) async.getResponse()).sendError(status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    async.complete();
  }

  /** Once the request's thread has left: Tomcat answers nothing if it has not. */
  private static void failLater() {
    try {
      Thread.sleep(TIMEOUT_MILLIS / 3);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    fail();
  }

  private static void fail() {
    throw new IllegalStateException("asynchronously, as asked");
  }

  /** Answers what went wrong itself. */
  private static final class Handler implements AsyncListener {
    private final boolean dispatches;

    Handler(boolean dispatches) {
      this.dispatches = dispatches;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      if (dispatches) {
        event.getAsyncContext().dispatch();
      } else {
        answer(event, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      }
    }

    @Override
    public void onError(AsyncEvent event) {
      answer(event, HttpServletResponse.SC_BAD_GATEWAY);
    }

    private static void answer(AsyncEvent event, int status) {
      AsyncContext async = event.getAsyncContext();
      ((HttpServletResponse) async.getResponse()).setStatus(status);
      AsyncServlet.answer(async, "handled");
    }

    @Override
    public void onComplete(AsyncEvent event) {
      // nothing to tidy up
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // the next round is none of its business
    }
  }
}

package dev.tacho.instrumentation.okhttp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import okhttp3.Cache;
import okhttp3.CacheControl;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * What an application does with OkHttp, of any version since 3.12: takes the name of what is to be
 * done and the URL to call, answers what it saw.
 */
public final class OkHttpApplication implements BinaryOperator<String> {
  private static final int PATIENCE_SECONDS = 30;
  private static final int SOON_MILLIS = 200;
  private static final String REQUEST_ID = "X-Request-ID";

  @Override
  public String apply(String scenario, String url) {
    ExecutorService executor = executor();
    try {
      String seen = run(scenario, url, executor);
      executor.shutdown();
      // With it ends what a callback is not told of.
      return executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS) ? seen : "does not end";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ExecutorService executor() {
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work);
          thread.setUncaughtExceptionHandler((t, expected) -> {});
          return thread;
        });
  }

  private static String run(String scenario, String url, ExecutorService executor)
      throws IOException, InterruptedException {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(executor))
            .dns(host -> Collections.singletonList(InetAddress.getLoopbackAddress()));
    return switch (scenario) {
      case "execute" -> execute(call(client, url));
      case "enqueue" -> enqueue(call(client, url));
      case "execute twice" -> {
        Call call = call(client, url);
        yield execute(call) + ", " + execute(call);
      }
      case "enqueue twice" -> {
        Call call = call(client, url);
        yield enqueue(call) + ", " + enqueue(call);
      }
      case "execute within an interceptor" ->
          execute(call(client.addInterceptor(refreshing(url)), url));
      case "enqueue, execute within an interceptor" ->
          enqueue(call(client.addInterceptor(refreshing(url)), url));
      case "execute within the callback" -> executeWithinCallback(client, url);
      case "enqueue on the same thread" ->
          executeWithinCallback(client.dispatcher(new Dispatcher(new SameThread())), url);
      case "execute, mistake in an interceptor" ->
          execute(call(client.addInterceptor(mistaken()), url));
      case "enqueue, mistake in an interceptor" -> {
        call(client.addInterceptor(mistaken()), url).enqueue(new Outcome());
        yield "";
      }
      case "enqueue, executor rejects" -> {
        executor.shutdown();
        yield enqueue(call(client, url));
      }
      case "execute, call takes too long" -> execute(call(impatient(client), url));
      case "enqueue, call takes too long" -> enqueue(call(impatient(client), url));
      case "execute, cancelled" -> execute(call(client.addNetworkInterceptor(cancelling()), url));
      case "enqueue, cancelled" -> enqueue(call(client.addNetworkInterceptor(cancelling()), url));
      case "enqueue, cancelled in the queue" -> cancelledInTheQueue(client, url, executor);
      case "answer from the cache" -> fromTheCache(client, url);
      case "authenticator" -> execute(call(authenticating(client), url));
      case "with an id of its own" ->
          execute(
              client
                  .build()
                  .newCall(new Request.Builder().url(url).header(REQUEST_ID, "its-own").build()));
      case "looking for an id" -> idsThatShow(client, url);
      case "web socket" -> webSocket(client.build(), url);
      default -> throw new IllegalArgumentException(scenario);
    };
  }

  private static Call call(OkHttpClient.Builder client, String url) {
    return client.build().newCall(new Request.Builder().url(url).build());
  }

  private static String execute(Call call) {
    try (Response response = call.execute()) {
      return described(response);
    } catch (IOException | RuntimeException e) {
      return e.getClass().getName();
    }
  }

  private static String described(Response response) {
    return Integer.toString(response.code());
  }

  private static String enqueue(Call call) throws InterruptedException {
    return enqueue(call, new Outcome());
  }

  private static String enqueue(Call call, Outcome outcome) throws InterruptedException {
    try {
      call.enqueue(outcome);
    } catch (IllegalStateException refused) {
      return refused.getMessage();
    }
    return outcome.await();
  }

  private static String executeWithinCallback(OkHttpClient.Builder client, String url)
      throws InterruptedException {
    String[] inner = new String[1];
    Call next = call(client, url + "/next");
    String outer = enqueue(call(client, url), new Outcome(() -> inner[0] = execute(next)));
    return outer + ", " + inner[0];
  }

  private static OkHttpClient.Builder impatient(OkHttpClient.Builder client) {
    return client.callTimeout(SOON_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static OkHttpClient.Builder authenticating(OkHttpClient.Builder client) {
    return client.authenticator(
        (route, response) ->
            response.request().newBuilder().header("Authorization", "known").build());
  }

  /** As one that gets a token first. */
  private static Interceptor refreshing(String url) {
    OkHttpClient same = new OkHttpClient();
    return chain -> {
      try (Response token =
          same.newCall(new Request.Builder().url(url + "/token").build()).execute()) {
        return chain.proceed(
            chain.request().newBuilder().header("Token", described(token)).build());
      }
    };
  }

  private static Interceptor mistaken() {
    return chain -> {
      throw new IllegalStateException("a mistake");
    };
  }

  /** As if the user left while the answer is awaited. */
  private static Interceptor cancelling() {
    return chain -> {
      chain.call().cancel();
      return chain.proceed(chain.request());
    };
  }

  private static String cancelledInTheQueue(
      OkHttpClient.Builder builder, String url, ExecutorService executor)
      throws InterruptedException {
    Dispatcher dispatcher = new Dispatcher(executor);
    dispatcher.setMaxRequests(1);
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    OkHttpClient client =
        builder
            .dispatcher(dispatcher)
            .addInterceptor(
                chain -> {
                  started.countDown();
                  await(goOn);
                  return chain.proceed(chain.request());
                })
            .build();
    Request request = new Request.Builder().url(url).build();
    Outcome first = new Outcome();
    Outcome second = new Outcome();
    client.newCall(request).enqueue(first);
    await(started);
    Call queued = client.newCall(request);
    queued.enqueue(second);
    queued.cancel();
    goOn.countDown();
    return first.await() + ", " + second.await();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing happens");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String fromTheCache(OkHttpClient.Builder builder, String url) throws IOException {
    OkHttpClient client =
        builder.cache(new Cache(Files.createTempDirectory("okhttp").toFile(), 1 << 20)).build();
    Request request = new Request.Builder().url(url).build();
    Request cachedOnly = request.newBuilder().cacheControl(CacheControl.FORCE_CACHE).build();
    List<String> seen = new ArrayList<>();
    for (Request each : Arrays.asList(request, request, cachedOnly)) {
      try (Response response = client.newCall(each).execute()) {
        response.body().string();
        seen.add(described(response) + (response.networkResponse() == null ? " cached" : ""));
      }
    }
    client.cache().delete();
    return String.join(", ", seen);
  }

  /** Wherever an application could see the headers of its request. */
  private static String idsThatShow(OkHttpClient.Builder client, String url) throws IOException {
    List<String> ids = new ArrayList<>();
    Interceptor looking =
        chain -> {
          ids.add(chain.request().header(REQUEST_ID));
          return chain.proceed(chain.request());
        };
    Call call = call(client.addInterceptor(looking).addNetworkInterceptor(looking), url);
    try (Response response = call.execute()) {
      ids.add(response.request().header(REQUEST_ID));
      ids.add(response.networkResponse().request().header(REQUEST_ID));
    }
    ids.add(call.request().header(REQUEST_ID));
    return String.valueOf(ids);
  }

  private static String webSocket(OkHttpClient client, String url) throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    client.newWebSocket(
        new Request.Builder().url(url).build(),
        new WebSocketListener() {
          @Override
          public void onFailure(WebSocket socket, Throwable expected, Response response) {
            failed.countDown();
          }
        });
    await(failed);
    return "no web socket";
  }

  private static final class Outcome implements Callback {
    private final CountDownLatch told = new CountDownLatch(1);
    private final Runnable whenTold;
    private volatile String seen;

    Outcome() {
      this(() -> {});
    }

    Outcome(Runnable whenTold) {
      this.whenTold = whenTold;
    }

    @Override
    public void onResponse(Call call, Response response) {
      tell(described(response));
      response.close();
    }

    @Override
    public void onFailure(Call call, IOException e) {
      tell(e.getClass().getName());
    }

    private void tell(String outcome) {
      whenTold.run();
      seen = outcome;
      told.countDown();
    }

    String await() throws InterruptedException {
      OkHttpApplication.await(told);
      return seen;
    }
  }

  private static final class SameThread extends AbstractExecutorService {
    @Override
    public void execute(Runnable command) {
      command.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return Collections.emptyList();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}

package dev.tacho.agenttests.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp, by what all versions since 3.12 have. */
abstract class OkHttpAdapter implements HttpAdapter {
  private final OkHttpClient client = newClient();

  static OkHttpClient newClient() {
    return new OkHttpClient.Builder()
        .connectTimeout(HttpAdapter.connectTimeoutMillis(), TimeUnit.MILLISECONDS)
        .addInterceptor(OkHttpAdapter::withOneTimeout)
        .build();
  }

  /** The socket and OkHttp both watch the time, and either can be the first to say so. */
  private static Response withOneTimeout(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (SocketTimeoutException e) {
      throw new SocketTimeoutException("whoever noticed");
    }
  }

  /** A client with the time-outs of one call, which shares all else with the others. */
  static OkHttpClient withTimeout(OkHttpClient client, int timeoutMillis) {
    return timeoutMillis == 0
        ? client
        : client.newBuilder().readTimeout(timeoutMillis, TimeUnit.MILLISECONDS).build();
  }

  static void close(OkHttpClient client) {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  Call newCall(OutboundCall call) {
    RequestBody body = call.body == null ? null : RequestBody.create(null, call.body);
    Request request = new Request.Builder().url(call.url).method(call.method, body).build();
    return withTimeout(client, call.timeoutMillis).newCall(request);
  }

  static Answer answer(Call call, Response response) throws IOException {
    try (Response closing = response) {
      return new Answer(closing.code(), closing.body().string())
          .fact("class", closing.getClass().getName())
          .fact("headers", closing.headers())
          .fact("request", closing.request().url() + " " + closing.request().headers())
          .fact("the request", closing.request() == call.request())
          .fact("protocol", closing.protocol())
          .fact("prior", closing.priorResponse() != null);
    }
  }

  @Override
  public void close() {
    close(client);
  }
}

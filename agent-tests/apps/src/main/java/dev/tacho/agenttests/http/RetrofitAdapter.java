package dev.tacho.agenttests.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.HEAD;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Url;

/** Retrofit, which rests on OkHttp. */
abstract class RetrofitAdapter implements HttpAdapter {
  private final OkHttpClient client = OkHttpAdapter.newClient();

  /** A service as Retrofit wants it described. */
  interface Service {
    @GET
    Call<ResponseBody> get(@Url String url);

    @HEAD
    Call<Void> head(@Url String url);

    @DELETE
    Call<ResponseBody> delete(@Url String url);

    @POST
    Call<ResponseBody> post(@Url String url, @Body RequestBody body);

    @PUT
    Call<ResponseBody> put(@Url String url, @Body RequestBody body);
  }

  Call<?> newCall(OutboundCall call) {
    Service service =
        new Retrofit.Builder()
            .baseUrl("http://127.0.0.1/")
            .client(OkHttpAdapter.withTimeout(client, call.timeoutMillis))
            .build()
            .create(Service.class);
    switch (call.method) {
      case "GET":
        return service.get(call.url);
      case "HEAD":
        return service.head(call.url);
      case "DELETE":
        return service.delete(call.url);
      case "POST":
        return service.post(call.url, body(call));
      case "PUT":
        return service.put(call.url, body(call));
      default:
        throw new IllegalArgumentException(call.method);
    }
  }

  private static RequestBody body(OutboundCall call) {
    return RequestBody.create((MediaType) null, call.body);
  }

  static Answer answer(Response<?> response) throws IOException {
    Object body = response.isSuccessful() ? response.body() : response.errorBody();
    String text = body instanceof ResponseBody ? ((ResponseBody) body).string() : null;
    return new Answer(response.code(), text)
        .fact("headers", response.headers())
        .fact("request", response.raw().request().url());
  }

  @Override
  public void close() {
    OkHttpAdapter.close(client);
  }
}

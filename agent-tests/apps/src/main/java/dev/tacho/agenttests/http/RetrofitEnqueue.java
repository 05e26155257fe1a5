package dev.tacho.agenttests.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** {@code retrofit2.Call.enqueue(callback)}. */
public final class RetrofitEnqueue extends RetrofitAdapter {
  @Override
  public PendingCall start(OutboundCall outbound) {
    return enqueue(newCall(outbound));
  }

  private static <T> PendingCall enqueue(Call<T> call) {
    CompletableFuture<Response<T>> told = new CompletableFuture<>();
    call.enqueue(
        new Callback<T>() {
          @Override
          public void onResponse(Call<T> answered, Response<T> response) {
            told.complete(response);
          }

          @Override
          public void onFailure(Call<T> failed, Throwable thrown) {
            told.completeExceptionally(thrown);
          }
        });
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        try {
          return answer(told.get());
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }

      @Override
      public void cancel() {
        call.cancel();
      }
    };
  }
}

package dev.tacho.agenttests.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** {@code Call.enqueue(callback)}. */
public final class OkHttpEnqueue extends OkHttpAdapter {
  @Override
  public PendingCall start(OutboundCall outbound) {
    Call call = newCall(outbound);
    Outcome outcome = new Outcome(call);
    call.enqueue(outcome);
    return outcome;
  }

  /** The callback, which notes whether it is told of the very call, and by whom. */
  private static final class Outcome implements Callback, PendingCall {
    private final Call call;
    private final CompletableFuture<Response> told = new CompletableFuture<>();
    private volatile boolean theSameCall;

    Outcome(Call call) {
      this.call = call;
    }

    @Override
    public void onResponse(Call answered, Response response) {
      theSameCall = answered == call;
      told.complete(response);
    }

    @Override
    public void onFailure(Call failed, IOException e) {
      theSameCall = failed == call;
      told.completeExceptionally(e);
    }

    @Override
    public Answer await() throws Exception {
      try {
        return answer(call, told.get()).fact("the call", theSameCall);
      } catch (ExecutionException e) {
        throw new IllegalStateException("of the call: " + theSameCall, e.getCause());
      }
    }

    @Override
    public void cancel() {
      call.cancel();
    }
  }
}

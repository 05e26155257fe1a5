package dev.tacho.agenttests.http;

import retrofit2.Call;

/** {@code retrofit2.Call.execute()}. */
public final class RetrofitExecute extends RetrofitAdapter {
  @Override
  public PendingCall start(OutboundCall outbound) {
    Call<?> call = newCall(outbound);
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        return answer(call.execute());
      }

      @Override
      public void cancel() {
        call.cancel();
      }
    };
  }
}

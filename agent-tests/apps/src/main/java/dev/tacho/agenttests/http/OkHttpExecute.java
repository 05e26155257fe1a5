package dev.tacho.agenttests.http;

import okhttp3.Call;

/** {@code Call.execute()}. */
public final class OkHttpExecute extends OkHttpAdapter {
  @Override
  public PendingCall start(OutboundCall outbound) {
    Call call = newCall(outbound);
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        return answer(call, call.execute());
      }

      @Override
      public void cancel() {
        call.cancel();
      }
    };
  }
}

package dev.tacho.instrumentation.apachehttp;

import dev.tacho.facade.TachoProbe;

/**
 * One asynchronous call, from the moment its request is known. It may begin, be answered and end on
 * any thread. Of its time none is the thread's that begins it: that thread goes on.
 */
final class AsyncCall {
  /** What the facade knows the call by; null until it has begun, or if nothing is measured. */
  private volatile Object token;

  /**
   * The client has the request. Only the first time counts; a call without a host is none.
   *
   * @param port -1 for the default
   * @param target as in the request line
   */
  void begin(String method, String host, int port, String target) {
    if (token == null && host != null) {
      Object begun = TachoProbe.externalEnter(method, host, port, target);
      TachoProbe.externalLeave(begun, null);
      token = begun;
    }
  }

  void answered(int status) {
    TachoProbe.externalAnswered(token, status);
  }

  /**
   * @param thrown null if it was cancelled
   */
  void failed(Throwable thrown) {
    TachoProbe.externalFailed(token, thrown);
  }
}

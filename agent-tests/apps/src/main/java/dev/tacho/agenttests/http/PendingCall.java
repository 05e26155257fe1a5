package dev.tacho.agenttests.http;

/** A call that {@link HttpAdapter#start} began. */
public interface PendingCall {
  /** Waits for the whole answer. Of a synchronous way this makes the call. */
  Answer await() throws Exception;

  /** Gives the call up, from another thread than the one that waits; see {@link Trait#CANCELS}. */
  void cancel();
}

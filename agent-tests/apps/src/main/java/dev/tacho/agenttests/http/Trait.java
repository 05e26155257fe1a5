package dev.tacho.agenttests.http;

/** In what ways of calling differ; scenarios are for those that have a trait or have it not. */
public enum Trait {
  /** {@link PendingCall#cancel} ends a call that waits for its answer. */
  CANCELS,
  /** {@link PendingCall#cancel} ends it too, but by telling the application of a time-out. */
  GIVES_UP,
  /** Watches the time itself, and cancels what the client does once it is up. */
  TIMES_OUT_BY_CANCELLING,
  /** Redirects that go round in circles end in an exception, not in the last of the answers. */
  REFUSES_REDIRECT_LOOPS,
  /** Sends a GET again if a kept connection turns out to be closed. */
  RETRIES_LOST_CONNECTIONS,
  /** Takes whatever comes for an answer. */
  TAKES_GARBAGE,
  /** Takes a certificate that is trusted, whatever host it is for. */
  TAKES_CERTIFICATES_OF_OTHER_HOSTS,
  /** Its exceptions do not tell a connection that takes too long from one that is refused. */
  HIDES_CONNECT_TIMEOUTS,
  /** Whether it uses a connection once more that the server is closing is a matter of luck. */
  RACES_WITH_CLOSING,
  /** May find its connection closed on the way to another host. */
  LOSES_REDIRECTS
}

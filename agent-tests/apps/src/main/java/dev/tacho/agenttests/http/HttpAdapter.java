package dev.tacho.agenttests.http;

/**
 * One way to call a service by one library, in the hands of {@link HttpClientApp}, which makes it
 * by the constructor without parameters. One client for all calls, with these habits: it follows
 * redirects wherever they lead, keeps connections, tries nothing again that the library does not by
 * itself, gives up the connecting after {@link #connectTimeoutMillis}, and trusts what {@code
 * javax.net.ssl.trustStore} says.
 */
public interface HttpAdapter {
  /** The longest time to connect for clients that are made now. */
  static int connectTimeoutMillis() {
    return Integer.getInteger("connectTimeoutMillis");
  }

  /** An asynchronous way sends the request here; a synchronous one does nothing yet. */
  PendingCall start(OutboundCall call) throws Exception;

  /** Ends the client's threads. */
  void close() throws Exception;
}

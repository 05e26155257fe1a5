package dev.tacho.agenttests.http;

/** What a client is to send. */
public final class OutboundCall {
  public final String method;
  public final String url;

  /** Null for none. */
  public final String body;

  /** How long the client waits for an answer, 0 for as long as it takes. */
  public final int timeoutMillis;

  OutboundCall(String method, String url, String body, int timeoutMillis) {
    this.method = method;
    this.url = url;
    this.body = body;
    this.timeoutMillis = timeoutMillis;
  }
}

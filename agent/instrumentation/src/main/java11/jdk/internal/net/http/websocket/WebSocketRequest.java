package jdk.internal.net.http.websocket;

/**
 * Stands for the JDK's own interface when advice is compiled, as that is in no exported package.
 * Not in the agent's jar. Since Java 11; the same up to 25.
 */
public interface WebSocketRequest {
  /** Sets a header that is sent but does not show in what the application sees of the request. */
  void setSystemHeader(String name, String value);
}

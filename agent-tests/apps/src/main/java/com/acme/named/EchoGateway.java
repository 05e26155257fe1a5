package com.acme.named;

/** A direct implementation. */
public class EchoGateway implements Gateway {
  @Override
  public String send(String message) {
    return send(message, 1);
  }

  String send(String message, int times) {
    StringBuilder echo = new StringBuilder();
    for (int i = 0; i < times; i++) {
      echo.append(message);
    }
    return echo.toString();
  }
}

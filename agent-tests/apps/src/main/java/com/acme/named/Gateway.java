package com.acme.named;

/** With a method of its own and one that implementations have. */
public interface Gateway {
  String send(String message);

  /** Sends a message. */
  default String ping() {
    return send("ping");
  }
}

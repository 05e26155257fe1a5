package dev.tacho.cli.http;

import java.nio.charset.StandardCharsets;

/** What an endpoint answered. Immutable. */
public final class Answer {
  public final int status;
  public final long tookNanos;

  /** When it was made by the endpoint's clock, Unix time; 0 if it does not say. */
  public final long dateMillis;

  private final byte[] body;

  /** An answer as it came. */
  public Answer(int status, byte[] body, long dateMillis, long tookNanos) {
    this.status = status;
    this.body = body;
    this.dateMillis = dateMillis;
    this.tookNanos = tookNanos;
  }

  public int bytes() {
    return body.length;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}

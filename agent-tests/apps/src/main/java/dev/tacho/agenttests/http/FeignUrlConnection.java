package dev.tacho.agenttests.http;

import feign.Feign;

/** Feign's own client, which is {@code HttpURLConnection}. */
public final class FeignUrlConnection extends FeignAdapter {
  public FeignUrlConnection() {
    super(Feign.builder());
  }
}

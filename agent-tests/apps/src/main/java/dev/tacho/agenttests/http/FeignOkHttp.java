package dev.tacho.agenttests.http;

import feign.Feign;
import feign.okhttp.OkHttpClient;

/** Feign on OkHttp. */
public final class FeignOkHttp extends FeignAdapter {
  public FeignOkHttp() {
    super(Feign.builder().client(new OkHttpClient(OkHttpAdapter.newClient())));
  }
}

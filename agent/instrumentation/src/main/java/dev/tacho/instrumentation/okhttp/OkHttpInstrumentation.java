package dev.tacho.instrumentation.okhttp;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * OkHttp 3.12 to 5, and what rests on it. A call begins at {@code execute} or {@code enqueue}; what
 * it is answered is known where its interceptors have run, which for {@code enqueue} is on a thread
 * of the dispatcher.
 */
public final class OkHttpInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.okhttp.";

  private OkHttpInstrumentation() {}

  /** The table of what is woven. */
  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "okhttp",
        // Versions before 3.4 have neither interceptors of their own nor these methods.
        calls("okhttp3.RealCall", "getResponseWithInterceptorChain")
            .whereThereIs("okhttp3.internal.http.BridgeInterceptor"),
        calls("okhttp3.internal.connection.RealCall", "getResponseWithInterceptorChain$okhttp"),
        headers("okhttp3.internal.connection.Exchange"),
        // What is an Exchange since 3.14 was two classes before.
        headers("okhttp3.internal.http1.Http1Codec", "okhttp3.internal.http2.Http2Codec"));
  }

  private static TypeRule calls(String realCall, String respond) {
    return TypeRule.exactly(realCall)
        .advise("execute", "()", PACKAGE + "ExecuteAdvice")
        .advise("enqueue", "(Lokhttp3/Callback;)", PACKAGE + "EnqueueAdvice")
        .advise(respond, "()", PACKAGE + "RespondAdvice");
  }

  private static TypeRule headers(String... writers) {
    return TypeRule.exactly(writers)
        .advise("writeRequestHeaders", "(Lokhttp3/Request;)", PACKAGE + "RequestIdAdvice");
  }
}

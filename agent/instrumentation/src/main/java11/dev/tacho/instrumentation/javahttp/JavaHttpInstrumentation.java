package dev.tacho.instrumentation.javahttp;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * The JDK's HTTP client, Java 11 and newer, in the class behind its facade: {@code send}, and the
 * {@code sendAsync} that the other one calls; what either of them waits for; and the copy that they
 * make of each request. The handshake of a WebSocket is a {@code sendAsync} too, and counts as
 * such.
 */
public final class JavaHttpInstrumentation {
  private JavaHttpInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "java-http",
        TypeRule.exactly("jdk.internal.net.http.HttpClientImpl")
            .advise(
                "send",
                "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;)",
                "dev.tacho.instrumentation.javahttp.SendAdvice")
            .advise(
                "sendAsync",
                "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;"
                    + "Ljava/net/http/HttpResponse$PushPromiseHandler;)",
                "dev.tacho.instrumentation.javahttp.SendAsyncAdvice"),
        TypeRule.exactly("jdk.internal.net.http.MultiExchange")
            .advise(
                "responseAsync",
                "(Ljava/util/concurrent/Executor;)",
                "dev.tacho.instrumentation.javahttp.ExchangeAdvice"),
        TypeRule.exactly("jdk.internal.net.http.HttpRequestImpl")
            .advise(
                "<init>",
                "(Ljava/net/http/HttpRequest;Ljava/net/ProxySelector;)",
                "dev.tacho.instrumentation.javahttp.RequestAdvice"));
  }
}

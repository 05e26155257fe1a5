package dev.tacho.instrumentation.javahttp;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * The JDK's HTTP client, Java 11 and newer: {@code send}, in the class behind its facade, and the
 * copy that it makes of each request.
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
                "dev.tacho.instrumentation.javahttp.SendAdvice"),
        TypeRule.exactly("jdk.internal.net.http.HttpRequestImpl")
            .advise(
                "<init>",
                "(Ljava/net/http/HttpRequest;Ljava/net/ProxySelector;)",
                "dev.tacho.instrumentation.javahttp.RequestAdvice"));
  }
}

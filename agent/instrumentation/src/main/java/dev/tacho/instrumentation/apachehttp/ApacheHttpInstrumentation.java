package dev.tacho.instrumentation.apachehttp;

import dev.tacho.record.CallbackWrapper;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Apache HttpClient 4 and 5 and HttpAsyncClient 4. All that an application calls, blocking or not,
 * ends in one method of a client. Redirects, retries and authentication happen inside of it, so
 * that a call counts once; the exceptions are woven as well, to stand around the calls they make.
 */
public final class ApacheHttpInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.apachehttp.";
  private static final String EXECUTE_4 = PACKAGE + "client4.ExecuteAdvice";
  private static final String EXECUTE_5 = PACKAGE + "client5.ExecuteAdvice";
  private static final String ARGUMENTS_4 =
      "(Lorg/apache/http/HttpHost;Lorg/apache/http/HttpRequest;"
          + "Lorg/apache/http/protocol/HttpContext;)";
  private static final String ASYNC_ARGUMENTS_4 =
      "(Lorg/apache/http/nio/protocol/HttpAsyncRequestProducer;"
          + "Lorg/apache/http/nio/protocol/HttpAsyncResponseConsumer;"
          + "Lorg/apache/http/protocol/HttpContext;";
  private static final String ANY_ARGUMENTS = "(";

  private ApacheHttpInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "apache-httpclient",
        TypeRule.exactly(
                "org.apache.http.impl.client.InternalHttpClient",
                "org.apache.http.impl.client.MinimalHttpClient")
            .advise("doExecute", ARGUMENTS_4, EXECUTE_4),
        // 4.3 has renamed the method, and left the old name to its superclass.
        TypeRule.exactly("org.apache.http.impl.client.AbstractHttpClient")
            .advise("execute", ARGUMENTS_4, EXECUTE_4)
            .advise("doExecute", ARGUMENTS_4, EXECUTE_4)
            .whereOneIsEnough(),
        // Tries again around another client.
        TypeRule.exactly("org.apache.http.impl.client.AutoRetryHttpClient")
            .advise("execute", ARGUMENTS_4, EXECUTE_4),
        TypeRule.exactly("org.apache.http.protocol.HttpRequestExecutor")
            .advise("execute", "(Lorg/apache/http/HttpRequest;", PACKAGE + "client4.SendAdvice"),
        TypeRule.exactly(
                "org.apache.http.impl.nio.client.InternalHttpAsyncClient",
                "org.apache.http.impl.nio.client.MinimalHttpAsyncClient",
                "org.apache.http.impl.nio.client.AbstractHttpAsyncClient")
            .advise("execute", ASYNC_ARGUMENTS_4, PACKAGE + "client4.ExecuteAsyncAdvice"),
        TypeRule.exactly(
                "org.apache.hc.client5.http.impl.classic.InternalHttpClient",
                "org.apache.hc.client5.http.impl.classic.MinimalHttpClient",
                // Waits for another client.
                "org.apache.hc.client5.http.impl.compat.ClassicToAsyncAdaptor")
            .advise("doExecute", ANY_ARGUMENTS, EXECUTE_5),
        TypeRule.exactly(
                "org.apache.hc.client5.http.impl.async.InternalAbstractHttpAsyncClient",
                "org.apache.hc.client5.http.impl.async.AbstractMinimalHttpAsyncClientBase")
            .advise("doExecute", ANY_ARGUMENTS, PACKAGE + "client5.ExecuteAsyncAdvice"),
        TypeRule.exactly(
                "org.apache.hc.client5.http.impl.classic.ExecChainElement",
                "org.apache.hc.client5.http.impl.async.AsyncExecChainElement")
            .advise("execute", ANY_ARGUMENTS, PACKAGE + "client5.SendAdvice"));
  }

  /**
   * For asynchronous calls.
   *
   * @param version 4 or 5
   */
  public static CallbackWrapper asyncCalls(int version) {
    return new AsyncCalls(version);
  }
}

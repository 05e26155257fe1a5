package dev.tacho.instrumentation.apachehttp;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

/** HttpAsyncClient 4. */
final class AsyncApi4 extends AsyncApi {
  private final Method getTarget;
  private final Method getHostName;
  private final Method getPort;
  private final Method getRequestLine;
  private final Method getMethod;
  private final Method getUri;
  private final Method getStatusLine;
  private final Method getStatusCode;

  AsyncApi4(Class<?> clientClass) throws ReflectiveOperationException {
    super(
        clientClass,
        "org.apache.http.nio.protocol.HttpAsyncRequestProducer",
        "org.apache.http.nio.protocol.HttpAsyncResponseConsumer",
        "org.apache.http.concurrent.FutureCallback");
    this.getTarget =
        type("org.apache.http.nio.protocol.HttpAsyncRequestProducer").getMethod("getTarget");
    Class<?> host = type("org.apache.http.HttpHost");
    this.getHostName = host.getMethod("getHostName");
    this.getPort = host.getMethod("getPort");
    this.getRequestLine = type("org.apache.http.HttpRequest").getMethod("getRequestLine");
    Class<?> requestLine = type("org.apache.http.RequestLine");
    this.getMethod = requestLine.getMethod("getMethod");
    this.getUri = requestLine.getMethod("getUri");
    this.getStatusLine = type("org.apache.http.HttpResponse").getMethod("getStatusLine");
    this.getStatusCode = type("org.apache.http.StatusLine").getMethod("getStatusCode");
  }

  @Override
  InvocationHandler producer(Object original, Object target, AsyncCall call) {
    return new Producer(original, call);
  }

  @Override
  String headMethod() {
    return "responseReceived";
  }

  @Override
  int status(Object head) throws ReflectiveOperationException {
    return (Integer) getStatusCode.invoke(getStatusLine.invoke(head));
  }

  /** Is asked once for the target and once for the request, on the thread of the application. */
  private final class Producer extends StandIn {
    private Object target;

    Producer(Object original, AsyncCall call) {
      super(original, call);
    }

    @Override
    void after(String method, Object result) throws ReflectiveOperationException {
      if (method.equals(getTarget.getName())) {
        target = result;
      } else if (method.equals("generateRequest") && target != null && result != null) {
        Object requestLine = getRequestLine.invoke(result);
        call.begin(
            (String) getMethod.invoke(requestLine),
            (String) getHostName.invoke(target),
            (Integer) getPort.invoke(target),
            (String) getUri.invoke(requestLine));
      }
    }
  }
}

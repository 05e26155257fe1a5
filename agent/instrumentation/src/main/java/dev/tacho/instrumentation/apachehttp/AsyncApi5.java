package dev.tacho.instrumentation.apachehttp;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

/** The asynchronous clients of HttpClient 5. */
final class AsyncApi5 extends AsyncApi {
  private final Constructor<?> channel;
  private final Method getHostName;
  private final Method getPort;
  private final Method getAuthority;
  private final Method getMethod;
  private final Method getPath;
  private final Method getCode;

  AsyncApi5(Class<?> clientClass) throws ReflectiveOperationException {
    super(
        clientClass,
        "org.apache.hc.core5.http.nio.AsyncRequestProducer",
        "org.apache.hc.core5.http.nio.AsyncResponseConsumer",
        "org.apache.hc.core5.concurrent.FutureCallback");
    this.channel = proxy("org.apache.hc.core5.http.nio.RequestChannel");
    Class<?> endpoint = type("org.apache.hc.core5.net.NamedEndpoint");
    this.getHostName = endpoint.getMethod("getHostName");
    this.getPort = endpoint.getMethod("getPort");
    Class<?> request = type("org.apache.hc.core5.http.HttpRequest");
    this.getAuthority = request.getMethod("getAuthority");
    this.getMethod = request.getMethod("getMethod");
    this.getPath = request.getMethod("getPath");
    this.getCode = type("org.apache.hc.core5.http.HttpResponse").getMethod("getCode");
  }

  @Override
  InvocationHandler producer(Object original, Object target, AsyncCall call) {
    return new Producer(original, target, call);
  }

  @Override
  String headMethod() {
    return "consumeResponse";
  }

  @Override
  int status(Object head) throws ReflectiveOperationException {
    return (Integer) getCode.invoke(head);
  }

  /** Is given a channel to send the request by. */
  private final class Producer extends StandIn {
    private final Object target;

    Producer(Object original, Object target, AsyncCall call) {
      super(original, call);
      this.target = target;
    }

    @Override
    void before(String method, Object[] arguments) throws ReflectiveOperationException {
      if (method.equals("sendRequest")) {
        arguments[0] = channel.newInstance(new Channel(arguments[0], target, call));
      }
    }
  }

  /** Is given the request. */
  private final class Channel extends StandIn {
    private final Object target;

    Channel(Object original, Object target, AsyncCall call) {
      super(original, call);
      this.target = target;
    }

    @Override
    void before(String method, Object[] arguments) throws ReflectiveOperationException {
      if (method.equals("sendRequest")) {
        begin(arguments[0]);
      }
    }

    private void begin(Object request) throws ReflectiveOperationException {
      Object host = target == null ? getAuthority.invoke(request) : target;
      if (host != null) {
        call.begin(
            (String) getMethod.invoke(request),
            (String) getHostName.invoke(host),
            (Integer) getPort.invoke(host),
            (String) getPath.invoke(request));
      }
    }

    /** The client tells most exceptions to the callback, and lets the others through. */
    @Override
    void thrown(Throwable thrown) {
      call.failed(thrown);
    }
  }
}

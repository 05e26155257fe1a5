package dev.tacho.instrumentation.apachehttp;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** What there is to know of the library's interfaces, as one class loader has them. */
abstract class AsyncApi {
  private final ClassLoader loader;
  private final Constructor<?> producer;
  private final Constructor<?> consumer;
  private final Constructor<?> callback;

  /**
   * @param clientClass of the client, which sees the interfaces
   */
  AsyncApi(Class<?> clientClass, String producer, String consumer, String callback)
      throws ReflectiveOperationException {
    this.loader = clientClass.getClassLoader();
    this.producer = proxy(producer);
    this.consumer = proxy(consumer);
    this.callback = proxy(callback);
  }

  /**
   * @param version 4 or 5
   */
  static AsyncApi of(int version, Class<?> clientClass) {
    try {
      return version == 4 ? new AsyncApi4(clientClass) : new AsyncApi5(clientClass);
    } catch (ReflectiveOperationException unknownVersion) {
      throw new IllegalStateException(unknownVersion);
    }
  }

  /**
   * Makes what tells the request, which begins the call.
   *
   * @param target where the call goes, or null if the request says so
   */
  abstract InvocationHandler producer(Object original, Object target, AsyncCall call);

  /** The method of a consumer whose first argument is the response head. */
  abstract String headMethod();

  /** The status of a response head. */
  abstract int status(Object head) throws ReflectiveOperationException;

  Object newProducer(Object original, Object target, AsyncCall call)
      throws ReflectiveOperationException {
    return producer.newInstance(producer(original, target, call));
  }

  Object newConsumer(Object original, AsyncCall call) throws ReflectiveOperationException {
    return consumer.newInstance(new Consumer(original, call));
  }

  Object newCallback(Object original, AsyncCall call) throws ReflectiveOperationException {
    return callback.newInstance(new Callback(original, call));
  }

  final Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, false, loader);
  }

  @SuppressWarnings("deprecation") // its replacement would make the class anew for each object
  final Constructor<?> proxy(String name) throws ReflectiveOperationException {
    Class<?> type = type(name);
    return Proxy.getProxyClass(type.getClassLoader(), type).getConstructor(InvocationHandler.class);
  }

  /** Is told the response head. */
  private final class Consumer extends StandIn {
    Consumer(Object original, AsyncCall call) {
      super(original, call);
    }

    @Override
    void before(String method, Object[] arguments) throws ReflectiveOperationException {
      if (method.equals(headMethod())) {
        call.answered(status(arguments[0]));
      }
    }
  }

  /** Is told how the call ends, the application's cancelling included. */
  private static final class Callback extends StandIn {
    Callback(Object original, AsyncCall call) {
      super(original, call);
    }

    @Override
    void before(String method, Object[] arguments) {
      if (method.equals("failed")) {
        call.failed((Throwable) arguments[0]);
      } else if (method.equals("cancelled")) {
        call.failed(null);
      }
    }
  }
}

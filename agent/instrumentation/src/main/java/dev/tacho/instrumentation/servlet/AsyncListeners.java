package dev.tacho.instrumentation.servlet;

import dev.tacho.jvm.PerClass;
import dev.tacho.record.CallbackWrapper;
import dev.tacho.record.InboundRequest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Makes the listener that tells when an asynchronous request is complete: a proxy of the servlet
 * API's {@code AsyncListener}, of whichever package and loader the response comes from.
 *
 * <p>What it needs of a response's API is kept with the class of the response, so that it goes when
 * the class goes.
 */
public final class AsyncListeners implements CallbackWrapper {
  private static final String RESPONSE = ".servlet.http.HttpServletResponse";

  private static final PerClass<Api> apis =
      new PerClass<Api>() {
        @Override
        protected Api compute(Class<?> responseClass) {
          return Api.of(responseClass);
        }
      };

  /**
   * Makes a listener for one request.
   *
   * @param response the response that will know the status in the end
   * @param context the {@link InboundRequest}
   */
  @Override
  public Object wrap(Object response, Object context) {
    Api api = apis.get(response.getClass());
    return api.newListener(new Completion(api, response, (InboundRequest) context));
  }

  /** What there is to know of the servlet API behind a response. */
  private static final class Api {
    private final Constructor<?> listener;
    private final Method status;
    private final Method isCommitted;

    private Api(Constructor<?> listener, Method status, Method isCommitted) {
      this.listener = listener;
      this.status = status;
      this.isCommitted = isCommitted;
    }

    static Api of(Class<?> responseClass) {
      Class<?> response = responseInterface(responseClass);
      String name = response.getName();
      String api = name.substring(0, name.length() - ".http.HttpServletResponse".length());
      try {
        Class<?> listener = Class.forName(api + ".AsyncListener", false, response.getClassLoader());
        @SuppressWarnings("deprecation") // its replacement would need a proxy for each class first
        Class<?> proxy = Proxy.getProxyClass(listener.getClassLoader(), listener);
        return new Api(
            proxy.getConstructor(InvocationHandler.class),
            response.getMethod("getStatus"),
            response.getMethod("isCommitted"));
      } catch (ReflectiveOperationException unknownApi) {
        throw new IllegalStateException("no AsyncListener beside " + name, unknownApi);
      }
    }

    private static Class<?> responseInterface(Class<?> type) {
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (Class<?> candidate : c.getInterfaces()) {
          if (candidate.getName().endsWith(RESPONSE)) {
            return candidate;
          }
          Class<?> inherited = responseInterface(candidate);
          if (inherited != null) {
            return inherited;
          }
        }
      }
      return null;
    }

    Object newListener(InvocationHandler handler) {
      try {
        return listener.newInstance(handler);
      } catch (ReflectiveOperationException inaccessible) {
        throw new IllegalStateException(inaccessible);
      }
    }

    int status(Object response) throws ReflectiveOperationException {
      return (Integer) status.invoke(response);
    }

    boolean isCommitted(Object response) throws ReflectiveOperationException {
      return (Boolean) isCommitted.invoke(response);
    }
  }

  /**
   * The listener. A time-out and an error are followed by completion, and the answer can change
   * until then. Where it has been sent already it cannot; and after an error in sending it, say
   * because the client has gone, Tomcat 9 does not always tell the completion.
   */
  private static final class Completion implements InvocationHandler {
    private final Api api;
    private final Object response;
    private final InboundRequest request;

    Completion(Api api, Object response, InboundRequest request) {
      this.api = api;
      this.response = response;
      this.request = request;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      String name = method.getName();
      if (name.equals("onComplete")) {
        complete();
      } else if (name.equals("onError")) {
        completeIfCommitted();
      } else if (name.equals("hashCode")) {
        return System.identityHashCode(proxy);
      } else if (name.equals("equals")) {
        return proxy == arguments[0];
      } else if (name.equals("toString")) {
        return "tacho's AsyncListener";
      }
      return null;
    }

    private void completeIfCommitted() {
      try {
        if (api.isCommitted(response)) {
          complete();
        }
      } catch (Throwable failure) {
        request.completionFailed(failure);
      }
    }

    private void complete() {
      try {
        request.completed(api.status(response));
      } catch (Throwable failure) {
        request.completionFailed(failure);
      }
    }
  }
}

package dev.tacho.instrumentation.okhttp;

import dev.tacho.jvm.PerClass;
import dev.tacho.record.CallbackWrapper;
import dev.tacho.record.ExternalCall;
import java.io.InterruptedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Stands in front of a callback, to learn why a call fails: by a proxy of OkHttp's {@code
 * Callback}. It is the only one that is told of every failure, in all versions: also of a call that
 * the dispatcher's executor rejects, and of a time-out that OkHttp 3.12 recognises last.
 */
public final class ObservedCallbacks implements CallbackWrapper {
  /** Kept with the class of the application's callback, so that it goes when that goes. */
  private static final PerClass<Constructor<?>> proxies =
      new PerClass<Constructor<?>>() {
        @Override
        protected Constructor<?> compute(Class<?> callbackClass) {
          return proxyConstructor(callbackInterface(callbackClass));
        }
      };

  @Override
  public Object wrap(Object original, Object context) {
    // A null callback is the application's mistake: OkHttp is to complain about it as usual.
    if (original == null) {
      return null;
    }
    try {
      return proxies
          .get(original.getClass())
          .newInstance(new Observer(original, (ExternalCall) context));
    } catch (ReflectiveOperationException inaccessible) {
      throw new IllegalStateException(inaccessible);
    }
  }

  private static Constructor<?> proxyConstructor(Class<?> callback) {
    try {
      @SuppressWarnings("deprecation") // its replacement would need a proxy for each class first
      Class<?> proxy = Proxy.getProxyClass(callback.getClassLoader(), callback);
      return proxy.getConstructor(InvocationHandler.class);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Class<?> callbackInterface(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Class<?> candidate : c.getInterfaces()) {
        Class<?> found =
            candidate.getName().equals("okhttp3.Callback")
                ? candidate
                : callbackInterface(candidate);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static final class Observer implements InvocationHandler {
    private final Object original;
    private final ExternalCall call;

    Observer(Object original, ExternalCall call) {
      this.original = original;
      this.call = call;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("onFailure")) {
        Throwable thrown = (Throwable) arguments[1];
        call.failed(isCancelled(method, arguments[0], thrown) ? null : thrown);
      }
      try {
        return method.invoke(original, arguments);
      } catch (InvocationTargetException thrownByOriginal) {
        throw thrownByOriginal.getCause();
      }
    }

    /** To cancel closes the connection, which shows as any exception; a time-out as its own. */
    private static boolean isCancelled(Method onFailure, Object okHttpCall, Throwable thrown)
        throws ReflectiveOperationException {
      return !(thrown instanceof InterruptedIOException)
          && (Boolean) onFailure.getParameterTypes()[0].getMethod("isCanceled").invoke(okHttpCall);
    }
  }
}

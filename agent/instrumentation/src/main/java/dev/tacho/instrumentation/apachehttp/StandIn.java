package dev.tacho.instrumentation.apachehttp;

import dev.tacho.facade.TachoProbe;
import dev.tacho.metrics.AgentHealth;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Stands in for an object that the application gave the library. Every call goes on to that object,
 * and what it returns or throws comes back; on the way the measurement learns what it has to know.
 */
abstract class StandIn implements InvocationHandler {
  /** Null for a callback that the application did without. */
  private final Object original;

  final AsyncCall call;

  StandIn(Object original, AsyncCall call) {
    this.original = original;
    this.call = call;
  }

  /**
   * The library calls {@code method}. May replace arguments.
   *
   * @param arguments null if it has none
   */
  void before(String method, Object[] arguments) throws Exception {}

  /** The call of {@code method} has brought {@code result}. */
  void after(String method, Object result) throws Exception {}

  /** The call has thrown {@code thrown}, which goes on to the library. */
  void thrown(Throwable thrown) {}

  @Override
  public final Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    try {
      before(name, arguments);
    } catch (Throwable failure) {
      TachoProbe.adviceFailed(failure, AgentHealth.CORE);
    }
    Object result = original == null ? nothing(name, proxy, arguments) : pass(method, arguments);
    try {
      after(name, result);
    } catch (Throwable failure) {
      TachoProbe.adviceFailed(failure, AgentHealth.CORE);
    }
    return result;
  }

  private Object pass(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(original, arguments);
    } catch (InvocationTargetException failure) {
      Throwable thrown = failure.getCause();
      thrown(thrown);
      throw thrown;
    }
  }

  /** What a callback answers that is not there: its methods return nothing. */
  private Object nothing(String method, Object proxy, Object[] arguments) {
    switch (method) {
      case "hashCode":
        return System.identityHashCode(this);
      case "equals":
        return proxy == arguments[0];
      case "toString":
        return "null";
      default:
        return null;
    }
  }
}

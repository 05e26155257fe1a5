package dev.tacho.record;

import dev.tacho.jvm.PerClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Calls the static methods of one logging library's context. By method handles: reflection takes
 * its arguments in an array, and up to Java 17 generates classes of its own.
 *
 * <p>Refers to a class of the application. That class alone keeps it ({@link #of}), so that both go
 * when the application goes; nothing of the agent may hold one but weakly.
 */
final class LogContextAccess {
  private static final MethodType READ = MethodType.methodType(String.class, String.class);
  private static final MethodType REMOVE = MethodType.methodType(void.class, String.class);
  private static final MethodType WRITE =
      MethodType.methodType(void.class, String.class, String.class);

  private static final PerClass<LogContextAccess> accesses =
      new PerClass<LogContextAccess>() {
        @Override
        protected LogContextAccess compute(Class<?> contextType) {
          return new LogContextAccess(contextType);
        }
      };

  private final MethodHandle get;
  private final MethodHandle put;
  private final MethodHandle remove;

  private LogContextAccess(Class<?> contextType) {
    try {
      this.get = method(contextType, "get", READ);
      this.put = method(contextType, "put", WRITE);
      this.remove = method(contextType, "remove", REMOVE);
    } catch (ReflectiveOperationException unknownVersion) {
      throw new IllegalStateException("an unknown version of " + contextType, unknownVersion);
    }
  }

  /** The access to a context. Does not initialise its class; the first call of a method will. */
  static LogContextAccess of(Class<?> contextType) {
    return accesses.get(contextType);
  }

  /** Where nothing is wanted, the old value will do: some libraries answer that. */
  private static MethodHandle method(Class<?> contextType, String name, MethodType wanted)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      return lookup.findStatic(contextType, name, wanted);
    } catch (NoSuchMethodException answersOldValue) {
      return lookup
          .findStatic(contextType, name, wanted.changeReturnType(String.class))
          .asType(wanted);
    }
  }

  String get(String key) throws Throwable {
    return (String) get.invokeExact(key);
  }

  void put(String key, String value) throws Throwable {
    put.invokeExact(key, value);
  }

  void remove(String key) throws Throwable {
    remove.invokeExact(key);
  }
}

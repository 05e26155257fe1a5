package dev.tacho.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Finds what is read in objects of the application: method handles for fields and for methods
 * without parameters, whatever their access. Nothing is initialised, and nothing called.
 */
public final class Members {
  private Members() {}

  /**
   * A handle that takes an object of {@code type}, as {@code Object}, and gives what a path leads
   * to. Each step starts from the type that the one before is declared with. Calling it throws a
   * {@link NullPointerException} where something on the way is null.
   *
   * @param result what the handle gives: a primitive type, or {@code Object} for all others
   * @param path names of fields, and of methods with {@code ()} behind
   * @throws ReflectiveOperationException if there is no such member, or no access to it
   */
  public static MethodHandle read(Class<?> type, Class<?> result, String... path)
      throws ReflectiveOperationException {
    MethodHandle all = step(type, path[0]);
    for (int i = 1; i < path.length; i++) {
      MethodHandle next = step(all.type().returnType(), path[i]);
      all = MethodHandles.filterReturnValue(all, next);
    }
    return all.asType(MethodType.methodType(result, Object.class));
  }

  /** The type that a member is declared with. */
  public static Class<?> typeOf(Class<?> type, String member) throws ReflectiveOperationException {
    return step(type, member).type().returnType();
  }

  private static MethodHandle step(Class<?> type, String member)
      throws ReflectiveOperationException {
    return member.endsWith("()")
        ? method(type, member.substring(0, member.length() - 2))
        : field(type, member);
  }

  private static MethodHandle method(Class<?> type, String name)
      throws ReflectiveOperationException {
    Method method = type.getMethod(name);
    try {
      method.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(method)
          .asType(asGetter(type, method.getReturnType()));
    } catch (RuntimeException closedModule) {
      return MethodHandles.publicLookup()
          .findVirtual(type, name, MethodType.methodType(method.getReturnType()));
    }
  }

  private static MethodHandle field(Class<?> type, String name)
      throws ReflectiveOperationException {
    Field field = declaredField(type, name);
    try {
      field.setAccessible(true);
      return MethodHandles.lookup().unreflectGetter(field).asType(asGetter(type, field.getType()));
    } catch (RuntimeException closedModule) {
      return MethodHandles.publicLookup().findGetter(type, name, field.getType());
    }
  }

  /** A member can be declared in a superclass. */
  private static MethodType asGetter(Class<?> type, Class<?> result) {
    return MethodType.methodType(result, type);
  }

  private static Field declaredField(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        return c.getDeclaredField(name);
      } catch (NoSuchFieldException inherited) {
        // or not there at all, as the end will tell
      }
    }
    throw new NoSuchFieldException(name + " in " + type.getName());
  }
}

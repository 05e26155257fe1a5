package dev.tacho.agenttests.caches;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * An object of a library that is called by reflection: from version to version methods that are
 * called the same change what they return, so that no one class file fits all of them.
 */
final class Reflective {
  private static final String JEDIS = "redis.clients.jedis.";

  private final Object target;

  Reflective(Object target) {
    this.target = target;
  }

  /**
   * Creates an object.
   *
   * @param type as in Jedis' package, or with its package
   */
  static Reflective create(String type, Object... arguments) throws Exception {
    Class<?> found = type(type);
    for (Constructor<?> constructor : found.getConstructors()) {
      if (takes(constructor, arguments)) {
        try {
          return new Reflective(constructor.newInstance(unwrapped(arguments)));
        } catch (InvocationTargetException e) {
          throw causeOf(e);
        }
      }
    }
    throw new NoSuchMethodException("constructor of " + found);
  }

  /** The same by a static method. */
  static Reflective createBy(String factory, String type, Object... arguments) throws Exception {
    return invoke(type(type), null, factory, arguments);
  }

  static Class<?> type(String type) throws ClassNotFoundException {
    return Class.forName(type.startsWith("org.") ? type : JEDIS + type);
  }

  Object target() {
    return target;
  }

  Object call(String name, Object... arguments) throws Exception {
    return invoke(target.getClass(), target, name, arguments).target;
  }

  /** As {@link #call}, where the answer is an object to be called in turn. */
  Reflective get(String name, Object... arguments) throws Exception {
    return invoke(target.getClass(), target, name, arguments);
  }

  private static Reflective invoke(Class<?> type, Object on, String name, Object... arguments)
      throws Exception {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && !method.isBridge() && takes(method, arguments)) {
        method.setAccessible(true);
        try {
          return new Reflective(method.invoke(on, unwrapped(arguments)));
        } catch (InvocationTargetException e) {
          throw causeOf(e);
        }
      }
    }
    throw new NoSuchMethodException(type + "." + name);
  }

  private static Exception causeOf(InvocationTargetException e) {
    return e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
  }

  private static Object[] unwrapped(Object... arguments) {
    Object[] unwrapped = arguments.clone();
    for (int i = 0; i < unwrapped.length; i++) {
      if (unwrapped[i] instanceof Reflective) {
        unwrapped[i] = ((Reflective) unwrapped[i]).target;
      }
    }
    return unwrapped;
  }

  private static boolean takes(Executable executable, Object... arguments) {
    Class<?>[] parameters = executable.getParameterTypes();
    if (parameters.length != arguments.length) {
      return false;
    }
    Object[] values = unwrapped(arguments);
    for (int i = 0; i < parameters.length; i++) {
      if (!boxed(parameters[i]).isInstance(values[i])) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> boxed(Class<?> type) {
    if (type == int.class) {
      return Integer.class;
    }
    if (type == long.class) {
      return Long.class;
    }
    if (type == double.class) {
      return Double.class;
    }
    return type == boolean.class ? Boolean.class : type;
  }
}

package dev.tacho.instrumentation.jdbc;

import java.lang.reflect.Method;
import java.util.Arrays;

/** Objects of libraries that only their own loader knows. */
final class Beans {
  private Beans() {}

  static Object create(ClassLoader loader, String type) throws ReflectiveOperationException {
    return loader.loadClass(type).getConstructor().newInstance();
  }

  static void set(Object bean, String property, Object value) throws ReflectiveOperationException {
    call(bean, "set" + Character.toUpperCase(property.charAt(0)) + property.substring(1), value);
  }

  /** Calls the one method of that name and number of arguments. */
  static Object call(Object bean, String name, Object... arguments)
      throws ReflectiveOperationException {
    Method method =
        Arrays.stream(bean.getClass().getMethods())
            .filter(m -> m.getName().equals(name))
            .filter(m -> m.getParameterCount() == arguments.length && !m.isBridge())
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(bean.getClass() + "." + name));
    return method.invoke(bean, arguments);
  }
}

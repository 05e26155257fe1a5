package dev.tacho.record;

import dev.tacho.jvm.PerClass;
import dev.tacho.metrics.JobMetrics;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Finds the task of a class or method, once; afterwards it hangs on the class, so that no class is
 * kept alive by its name. Any thread may call.
 */
final class JobNames {
  private static final String LAMBDA = "$$Lambda";

  private final JobMetrics metrics;

  private final PerClass<JobMetrics.Task> byClass =
      new PerClass<JobMetrics.Task>() {
        @Override
        protected JobMetrics.Task compute(Class<?> type) {
          boolean ofLibrary = !Proxy.isProxyClass(type) && Housekeepers.contain(type.getName());
          return ofLibrary ? null : metrics.task(nameOf(type));
        }
      };

  private final PerClass<ConcurrentMap<String, JobMetrics.Task>> byMethod =
      new PerClass<ConcurrentMap<String, JobMetrics.Task>>() {
        @Override
        protected ConcurrentMap<String, JobMetrics.Task> compute(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  JobNames(JobMetrics metrics) {
    this.metrics = metrics;
  }

  JobMetrics.Task named(String name) {
    return metrics.task(name);
  }

  /** Null for what a library runs for its own sake, or for somebody else's. */
  JobMetrics.Task of(Class<?> taskClass) {
    return byClass.get(taskClass);
  }

  /**
   * @param target whose method it is, null for a static one
   */
  JobMetrics.Task of(Object target, Method method) {
    Class<?> type =
        target == null || Proxy.isProxyClass(target.getClass())
            ? method.getDeclaringClass()
            : target.getClass();
    ConcurrentMap<String, JobMetrics.Task> tasks = byMethod.get(type);
    JobMetrics.Task task = tasks.get(method.getName());
    if (task == null) {
      task = metrics.task(nameOf(type) + '.' + method.getName());
      tasks.put(method.getName(), task);
    }
    return task;
  }

  private static String nameOf(Class<?> type) {
    return Proxy.isProxyClass(type) ? "Proxy" : nameOf(type.getName());
  }

  /**
   * The name without the package, and without what a class that was generated at run time has
   * behind it: {@code Orders.lambda}, {@code Orders.Cleanup}, {@code OrderService}.
   */
  static String nameOf(String className) {
    // A hidden class has its number behind a slash, in the place of which older JVMs have a $.
    int slash = className.indexOf('/');
    String binaryName = slash < 0 ? className : className.substring(0, slash);
    String simple = binaryName.substring(binaryName.lastIndexOf('.') + 1);
    int generated = simple.indexOf("$$");
    String written = generated <= 0 ? simple : simple.substring(0, generated);
    boolean lambda = generated > 0 && simple.startsWith(LAMBDA, generated);
    return written.replace('$', '.') + (lambda ? ".lambda" : "");
  }
}

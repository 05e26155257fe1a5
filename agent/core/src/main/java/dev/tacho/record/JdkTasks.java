package dev.tacho.record;

import dev.tacho.jvm.JdkPackages;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads what the JDK keeps in private fields of its executors and timers. They are looked for, and
 * their packages opened, when the first periodic task runs. Any thread may call.
 */
final class JdkTasks {
  /** {@code TimerTask.CANCELLED}. */
  private static final int CANCELLED = 3;

  private final Instrumentation jvm;
  private final Class<?> adapterClass;

  /** Null until there is a future. */
  private volatile Field adapted;

  JdkTasks(Instrumentation jvm) {
    this.jvm = jvm;
    this.adapterClass =
        Executors.callable(
                new Runnable() {
                  @Override
                  public void run() {}
                })
            .getClass();
  }

  /** The Runnable that was made a Callable of for a future; if it is none, the Callable. */
  Object taskOf(Object callable) {
    if (callable.getClass() != adapterClass) {
      return callable;
    }
    Field field = adapted;
    if (field == null) {
      field = opened(adapterClass, "task");
      adapted = field;
    }
    return read(field, callable);
  }

  /** Whether the executor of a future would not have run it again anyway. */
  boolean isShutDown(Object future) {
    for (Field field : future.getClass().getDeclaredFields()) {
      if (field.getName().equals("this$0")) {
        Object executor = read(opened(field), future);
        return executor instanceof ExecutorService && ((ExecutorService) executor).isShutdown();
      }
    }
    return false;
  }

  /**
   * The tasks of a timer that would have run again.
   *
   * @param queue the timer's {@code java.util.TaskQueue}
   */
  List<Object> periodicTasksIn(Object queue) {
    Field period = opened(TimerTask.class, "period");
    Field state = opened(TimerTask.class, "state");
    List<Object> periodic = new ArrayList<>();
    for (Object task : (Object[]) read(opened(queue.getClass(), "queue"), queue)) {
      boolean waits = task != null && !read(state, task).equals(CANCELLED);
      if (waits && !read(period, task).equals(0L)) {
        periodic.add(task);
      }
    }
    return periodic;
  }

  private Field opened(Class<?> type, String name) {
    try {
      return opened(type.getDeclaredField(name));
    } catch (NoSuchFieldException otherJdk) {
      throw new IllegalStateException(otherJdk);
    }
  }

  private Field opened(Field field) {
    Class<?> type = field.getDeclaringClass();
    try {
      if (type.getName().startsWith("java.")) {
        JdkPackages.open(jvm, type);
      }
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException otherJdk) {
      throw new IllegalStateException(otherJdk);
    }
  }

  private static Object read(Field field, Object target) {
    try {
      return field.get(target);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

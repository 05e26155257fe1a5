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

  private static final String SCHEDULED_FUTURE =
      "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask";

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
  Object taskOf(Object callable) throws Exception {
    if (callable.getClass() != adapterClass) {
      return callable;
    }
    Field field = adapted;
    if (field == null) {
      field = opened(adapterClass, "task");
      adapted = field;
    }
    return field.get(callable);
  }

  /** Whether the executor of a future would not have run it again anyway. */
  boolean isShutDown(Object future) throws Exception {
    Class<?> type = future.getClass();
    return type.getName().equals(SCHEDULED_FUTURE)
        && ((ExecutorService) opened(type, "this$0").get(future)).isShutdown();
  }

  /**
   * The tasks of a timer that would have run again.
   *
   * @param queue the timer's {@code java.util.TaskQueue}
   */
  List<Object> periodicTasksIn(Object queue) throws Exception {
    Object[] tasks = (Object[]) opened(queue.getClass(), "queue").get(queue);
    Field period = opened(TimerTask.class, "period");
    Field state = opened(TimerTask.class, "state");
    List<Object> periodic = new ArrayList<>();
    for (Object task : tasks) {
      if (task != null && period.getLong(task) != 0 && state.getInt(task) != CANCELLED) {
        periodic.add(task);
      }
    }
    return periodic;
  }

  private Field opened(Class<?> type, String name) throws Exception {
    JdkPackages.open(jvm, type);
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}

package dev.tacho.record;

import dev.tacho.jvm.JdkPackages;
import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.reflect.Field;

/**
 * Takes a value out of a thread local of other threads: these hold it for as long as they live,
 * which for a pool's is as long as the application does. The map that holds it is only read, and
 * stays as it is; its owner may be at work on it. Fields are those of all JDKs from 8 to 25.
 */
final class ThreadLocals {
  private final Field map;
  private final Field table;
  private final Field value;

  private ThreadLocals(Field map, Field table, Field value) {
    this.map = map;
    this.table = table;
    this.value = value;
  }

  static ThreadLocals of(Instrumentation jvm) throws ReflectiveOperationException {
    JdkPackages.open(jvm, Thread.class);
    Field map = open(Thread.class, "threadLocals");
    Field table = open(map.getType(), "table");
    return new ThreadLocals(map, table, open(table.getType().getComponentType(), "value"));
  }

  private static Field open(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** No platform thread refers to what it had in {@code local} any more. */
  void clear(ThreadLocal<?> local) throws IllegalAccessException {
    for (Thread thread : all()) {
      if (thread != null) {
        clear(thread, local);
      }
    }
  }

  private void clear(Thread thread, ThreadLocal<?> local) throws IllegalAccessException {
    Object locals = map.get(thread);
    Reference<?>[] entries = locals == null ? null : (Reference<?>[]) table.get(locals);
    if (entries == null) {
      return;
    }
    for (Reference<?> entry : entries) {
      if (entry != null && entry.get() == local) {
        value.set(entry, null);
      }
    }
  }

  /** Behind the last one there are nulls. */
  private static Thread[] all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + 16];
    while (root.enumerate(threads) == threads.length) {
      threads = new Thread[2 * threads.length];
    }
    return threads;
  }
}

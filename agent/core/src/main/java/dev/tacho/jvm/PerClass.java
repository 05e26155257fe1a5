package dev.tacho.jvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * What the agent knows of classes, each kept by its class alone, so that it goes when that goes.
 * And the other way round: as classes of the JDK never go, all of it can be taken back ({@link
 * #removeAll}), so that the agent can go. Any thread may call.
 *
 * @param <T> may refer to its class
 */
public abstract class PerClass<T> extends ClassValue<T> {
  private static final Set<PerClass<?>> all = weakSet();

  private final Set<Class<?>> known = weakSet();

  protected PerClass() {
    all.add(this);
  }

  private static <E> Set<E> weakSet() {
    return Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<E, Boolean>()));
  }

  /** As {@link ClassValue#computeValue}. */
  protected abstract T compute(Class<?> type);

  @Override
  protected final T computeValue(Class<?> type) {
    known.add(type);
    return compute(type);
  }

  /** Has all classes forget what they keep for the agent. */
  public static void removeAll() {
    for (PerClass<?> values : copy(all)) {
      for (Class<?> type : copy(values.known)) {
        values.remove(type);
      }
    }
  }

  private static <E> List<E> copy(Set<E> set) {
    synchronized (set) {
      return new ArrayList<>(set);
    }
  }
}

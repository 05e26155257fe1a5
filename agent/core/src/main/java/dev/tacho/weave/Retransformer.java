package dev.tacho.weave;

import dev.tacho.metrics.AgentHealth;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Weaves the classes that were there before the engine: those of the JDK that rules name, and those
 * that the application loaded meanwhile. Used by one thread of the agent.
 */
final class Retransformer {
  /**
   * Classes at a time. The JVM stops the application while it puts them in place, and walks through
   * all its classes each time: few at a time make short stops, all at once make less work.
   */
  private static final int BATCH = 50;

  private final Instrumentation jvm;
  private final FrontTransformer transformer;
  private final AgentHealth health;
  private final Set<String> exactNames = new HashSet<>();
  private final List<FrontTransformer.Missed> missed = new ArrayList<>();

  /** Set by the first pass. */
  private Consumer<Class<?>> loadedEarly;

  Retransformer(
      Instrumentation jvm, FrontTransformer transformer, AgentHealth health, RuleIndex index) {
    this.jvm = jvm;
    this.transformer = transformer;
    this.health = health;
    for (String name : index.exactNames()) {
      exactNames.add(name.replace('/', '.'));
    }
  }

  /**
   * The first pass: all that is loaded now.
   *
   * @param listener told about every class, in this pass and in later ones
   */
  void weaveLoaded(Consumer<Class<?>> listener) {
    loadedEarly = listener;
    takeMissed();
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type : jvm.getAllLoadedClasses()) {
      // First of all off the list, or a class with an exact name would be woven again later.
      if (isMissed(type) || exactNames.contains(type.getName())) {
        types.add(type);
      }
    }
    retransform(types);
  }

  /**
   * All classes of {@code loaded} that rules hold for, whatever they have been found by.
   *
   * @param loaded what there was before the transformer began to weave
   */
  void weaveAll(Class<?>[] loaded, Consumer<Class<?>> listener) {
    loadedEarly = listener;
    takeMissed();
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type : loaded) {
      if (isMissed(type) || transformer.mayMatch(type)) {
        types.add(type);
      }
    }
    retransform(types);
  }

  /** Takes the advice out of all classes again, while the transformer rests. */
  void unweave() {
    weaveAgain(transformer.takeWovenNames());
  }

  /**
   * A later pass. A class is noted before the JVM has defined it, so that the first pass can have
   * come a moment too early for some.
   *
   * @return whether there are still some that the JVM has not defined
   */
  boolean weaveLatecomers() {
    takeMissed();
    if (missed.isEmpty()) {
      return false;
    }
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type : jvm.getAllLoadedClasses()) {
      if (isMissed(type)) {
        types.add(type);
      }
    }
    retransform(types);
    return !missed.isEmpty();
  }

  /**
   * Weaves classes once more, because what is woven into them has changed.
   *
   * @param internalNames of classes, whatever loaders have them
   */
  void weaveAgain(Set<String> internalNames) {
    if (internalNames.isEmpty()) {
      return;
    }
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type : jvm.getAllLoadedClasses()) {
      if (internalNames.contains(type.getName().replace('.', '/'))) {
        types.add(type);
      }
    }
    retransformInBatches(types);
  }

  private void takeMissed() {
    FrontTransformer.Missed next = transformer.pollMissed();
    while (next != null) {
      missed.add(next);
      next = transformer.pollMissed();
    }
  }

  private boolean isMissed(Class<?> type) {
    for (Iterator<FrontTransformer.Missed> i = missed.iterator(); i.hasNext(); ) {
      if (i.next().is(type)) {
        i.remove();
        return true;
      }
    }
    return false;
  }

  /** Weaves classes for the first time. */
  private void retransform(List<Class<?>> types) {
    transformer.retransforming(types);
    try {
      retransformInBatches(types);
    } finally {
      transformer.retransforming(Collections.<Class<?>>emptyList());
    }
    for (Class<?> type : types) {
      loadedEarly.accept(type);
    }
  }

  /**
   * One by one only where a batch fails: a class that cannot be retransformed must not take others
   * with it.
   */
  private void retransformInBatches(List<Class<?>> types) {
    for (Iterator<Class<?>> i = types.iterator(); i.hasNext(); ) {
      if (!jvm.isModifiableClass(i.next())) {
        i.remove();
      }
    }
    for (int i = 0; i < types.size(); i += BATCH) {
      retransformBatch(types.subList(i, Math.min(i + BATCH, types.size())));
    }
  }

  private void retransformBatch(List<Class<?>> types) {
    try {
      jvm.retransformClasses(types.toArray(new Class<?>[0]));
    } catch (Throwable someFailure) {
      for (Class<?> type : types) {
        retransform(type);
      }
    }
  }

  private void retransform(Class<?> type) {
    try {
      jvm.retransformClasses(type);
    } catch (Throwable failure) {
      health.failed(AgentHealth.CORE, "while retransforming " + type.getName(), failure);
    }
  }
}

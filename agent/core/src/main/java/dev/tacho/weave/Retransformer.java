package dev.tacho.weave;

import dev.tacho.metrics.AgentHealth;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Weaves the classes that were there before the engine: those of the JDK that rules name, and those
 * that the application loaded meanwhile. Used by one thread of the agent.
 */
final class Retransformer {
  private final Instrumentation jvm;
  private final FrontTransformer transformer;
  private final AgentHealth health;
  private final Set<String> exactNames = new HashSet<>();
  private final List<FrontTransformer.Missed> missed = new ArrayList<>();

  Retransformer(
      Instrumentation jvm,
      FrontTransformer transformer,
      AgentHealth health,
      Collection<String> exactInternalNames) {
    this.jvm = jvm;
    this.transformer = transformer;
    this.health = health;
    for (String name : exactInternalNames) {
      exactNames.add(name.replace('/', '.'));
    }
  }

  /**
   * The first pass: all that is loaded now.
   *
   * @return true if some class is still on its way from our notes into the JVM's list
   */
  boolean weaveLoaded() {
    takeMissed();
    for (Class<?> type : jvm.getAllLoadedClasses()) {
      if (exactNames.contains(type.getName()) || isMissed(type)) {
        retransform(type);
      }
    }
    return !missed.isEmpty();
  }

  /**
   * A later pass. A class is noted before the JVM has defined it, so that the first pass may have
   * come a moment too early for some.
   *
   * @return true if some class is still missing
   */
  boolean weaveLatecomers() {
    takeMissed();
    if (!missed.isEmpty()) {
      for (Class<?> type : jvm.getAllLoadedClasses()) {
        if (isMissed(type)) {
          retransform(type);
        }
      }
    }
    return !missed.isEmpty();
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

  /** One by one: a class that cannot be retransformed must not take others with it. */
  private void retransform(Class<?> type) {
    if (!jvm.isModifiableClass(type)) {
      return;
    }
    transformer.retransforming(type);
    try {
      jvm.retransformClasses(type);
    } catch (Throwable failure) {
      health.failed(AgentHealth.CORE, "while retransforming " + type.getName(), failure);
    } finally {
      transformer.retransforming(null);
    }
  }
}

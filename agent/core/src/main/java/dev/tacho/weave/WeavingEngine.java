package dev.tacho.weave;

import dev.tacho.metrics.AgentHealth;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts the instrumentations into the running JVM, in two steps: {@link #install} is quick and
 * belongs into premain, {@link #start} brings Byte Buddy up and belongs onto a thread of the agent.
 */
public final class WeavingEngine {
  private final Instrumentation jvm;
  private final AgentHealth health;
  private final RuleIndex index;
  private final FrontTransformer transformer;
  private final Retransformer retransformer;

  public WeavingEngine(
      Instrumentation jvm, List<LibraryInstrumentation> instrumentations, AgentHealth health) {
    this.jvm = jvm;
    this.health = health;
    this.index = new RuleIndex(instrumentations);
    this.transformer = new FrontTransformer(index, health);
    this.retransformer = new Retransformer(jvm, transformer, health, index.exactNames());
  }

  /** Starts to watch the classes that are loaded. */
  public void install() {
    jvm.addTransformer(transformer, true);
  }

  /**
   * Starts to weave, and weaves what has been loaded already.
   *
   * @param loadedEarly told about each class that could be woven only after it had been loaded, by
   *     the thread that starts the engine
   */
  public void start(Consumer<Class<?>> loadedEarly) {
    Weaver weaver =
        new Weaver(
            new Weaver.UnmatchedRules() {
              @Override
              public void unmatched(int instrumentation, String className, MethodRule rule) {
                health.failed(
                    instrumentation,
                    "while weaving class " + className,
                    new NoSuchMethodException(rule + " (a version that Tacho does not know)"));
              }
            });
    if (worksHere(weaver)) {
      transformer.ready(weaver);
      retransformer.weaveLoaded(loadedEarly);
    }
  }

  /**
   * Weaves the classes that were being defined while the engine started. To be called a few times
   * afterwards, by the thread that started it; costs next to nothing where none is missing.
   */
  public void weaveLatecomers() {
    retransformer.weaveLatecomers();
  }

  /** Tries it, which also loads all that weaving needs before an application thread has to. */
  private boolean worksHere(Weaver weaver) {
    try {
      weaver.warmUp();
      return true;
    } catch (Throwable failure) {
      health.failed(
          AgentHealth.CORE, "while trying to weave, so that only the JVM is measured", failure);
      return false;
    }
  }
}

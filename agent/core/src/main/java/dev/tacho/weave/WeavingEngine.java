package dev.tacho.weave;

import dev.tacho.config.MethodPatterns;
import dev.tacho.methods.NamedMethods;
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
  private final NamedMethods named;
  private final AgentHealth health;
  private final RuleIndex index;
  private final FrontTransformer transformer;
  private final Retransformer retransformer;

  /** An engine that measures no methods by name. */
  public WeavingEngine(
      Instrumentation jvm, List<LibraryInstrumentation> instrumentations, AgentHealth health) {
    this(jvm, instrumentations, new NamedMethods(MethodPatterns.NONE), health);
  }

  public WeavingEngine(
      Instrumentation jvm,
      List<LibraryInstrumentation> instrumentations,
      NamedMethods named,
      AgentHealth health) {
    this.jvm = jvm;
    this.named = named;
    this.health = health;
    this.index = new RuleIndex(instrumentations, named);
    this.transformer = new FrontTransformer(index, health);
    this.retransformer = new Retransformer(jvm, transformer, health, index);
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
            new Weaver.Problems() {
              @Override
              public void failed(int instrumentation, String className, Throwable failure) {
                health.failed(instrumentation, "while weaving class " + className, failure);
              }
            },
            named);
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

  /**
   * Takes methods out again whose pattern was refused, and says what is wrong with patterns. To be
   * called about once a second, by the thread that started the engine.
   *
   * @param nanosSinceStart of the engine
   */
  public void tendNamedMethods(long nanosSinceStart) {
    if (!named.isEmpty()) {
      retransformer.weaveAgain(named.newlyRefused());
      named.complain(nanosSinceStart);
    }
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

package dev.tacho.weave;

import dev.tacho.config.MethodPatterns;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Puts the instrumentations into the running JVM, in two steps: {@link #install} is quick and
 * belongs into premain, {@link #start} brings Byte Buddy up and belongs onto a thread of the agent.
 */
public final class WeavingEngine {
  /**
   * How long the JVM takes at most to define a class of which it has the file, cores being busy.
   */
  private static final long DEFINITION_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LONGEST_PAUSE_MILLIS = 16;

  private final Instrumentation jvm;
  private final NamedMethods named;
  private final AgentHealth health;
  private final RuleIndex index;
  private final FrontTransformer transformer;
  private final Retransformer retransformer;

  /** Null until it was found to work. */
  private Weaver weaver;

  /** Told about classes that are woven after they were loaded; null until the engine starts. */
  private Consumer<Class<?>> loadedEarly;

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
   * Starts to weave, and weaves what has been loaded already. Returns when that is done also for
   * classes that were just being defined, so that nothing is missed from then on; after a second at
   * the latest, because a class whose definition fails never comes.
   *
   * @param loadedEarly told about each class that could be woven only after it had been loaded, by
   *     the thread that starts the engine
   */
  public void start(Consumer<Class<?>> loadedEarly) {
    if (bringUp(loadedEarly)) {
      transformer.ready(weaver);
      retransformer.weaveLoaded(loadedEarly);
      awaitLatecomers();
    }
  }

  /**
   * As {@link #start} in a JVM that has been running without the engine: {@link #install} has not
   * seen the classes that are there.
   */
  public void startLate(Consumer<Class<?>> loadedEarly) {
    if (bringUp(loadedEarly)) {
      weaveAllLoaded();
    }
  }

  /**
   * Weaves all that is loaded, by whatever rules, and all that will be. To be called by the thread
   * that started the engine, while nothing is woven: at a late start, or after {@link #unweave}.
   */
  public void weaveAllLoaded() {
    if (weaver == null) {
      return; // it does not work here, and has said so
    }
    transformer.note(); // first, so that no class is missed between the list and the weaving
    Class<?>[] loaded = jvm.getAllLoadedClasses();
    transformer.ready(weaver);
    retransformer.weaveAll(loaded, loadedEarly);
    awaitLatecomers();
  }

  /**
   * Gives all classes back the code that they would have without the engine, and weaves no more
   * until {@link #weaveAllLoaded}. Slots stay: the JVM does not let a class lose a field.
   */
  public void unweave() {
    transformer.rest();
    retransformer.unweave();
    health.unwoven();
  }

  /** Ends the engine for good: what it has woven is unwoven, and it sees no class any more. */
  public void stop() {
    unweave();
    jvm.removeTransformer(transformer);
  }

  private boolean bringUp(Consumer<Class<?>> listener) {
    loadedEarly = listener;
    Weaver candidate =
        new Weaver(
            new Weaver.Problems() {
              @Override
              public void failed(int instrumentation, String className, Throwable failure) {
                health.failed(instrumentation, "while weaving class " + className, failure);
              }
            },
            named);
    if (!worksHere(candidate)) {
      return false;
    }
    weaver = candidate;
    return true;
  }

  /**
   * Weaves the classes that were being defined all the while the engine started. To be called a few
   * times afterwards, by the thread that started it; costs next to nothing where none is missing.
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

  private void awaitLatecomers() {
    long deadline = System.nanoTime() + DEFINITION_NANOS;
    long pauseMillis = 1;
    try {
      while (retransformer.weaveLatecomers() && System.nanoTime() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries it, which also loads all that weaving needs before an application thread has to. */
  private boolean worksHere(Weaver candidate) {
    try {
      candidate.warmUp();
      return true;
    } catch (Throwable failure) {
      health.failed(
          AgentHealth.CORE, "while trying to weave, so that only the JVM is measured", failure);
      return false;
    }
  }
}

package dev.tacho.start;

import dev.tacho.config.Config;
import dev.tacho.eventlog.EventLog;
import dev.tacho.facade.TachoProbe;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
import dev.tacho.record.LibraryTables;
import dev.tacho.record.Recorder;
import dev.tacho.weave.WeavingEngine;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The part of the start that needs the facade. In a class of its own, because where the facade
 * could not be defined this one cannot be loaded, and what only serves the JVM's metrics has to do
 * without it. Used by the thread {@code tacho-init}.
 */
final class Measuring {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long MAX_PAUSE_MILLIS = 1_000;

  /** Some 15 seconds: a class that is not there by then has failed to load. */
  private static final int LATECOMER_PASSES = 20;

  private final WeavingEngine engine;
  private final Families families;
  private final Recorder recorder;

  private Measuring(WeavingEngine engine, Families families, Recorder recorder) {
    this.engine = engine;
    this.families = families;
    this.recorder = recorder;
  }

  /** Connects woven code with the metrics, and weaves. */
  static Measuring start(
      Instrumentation jvm,
      WeavingEngine engine,
      Config config,
      Families families,
      AgentHealth health,
      LibraryTables libraries,
      NamedMethods named,
      EventLog eventLog) {
    final Recorder recorder = new Recorder(config, families, health, libraries, named, eventLog);
    recorder.readsJdkWith(jvm);
    TachoProbe.install(recorder);
    engine.start(
        new Consumer<Class<?>>() {
          @Override
          public void accept(Class<?> woven) {
            recorder.loadedEarly(woven);
          }
        });
    return new Measuring(engine, families, recorder);
  }

  /**
   * Does what is left to do while the application runs: weaves classes that came late, forgets what
   * was collected, samples counts for what is shown over a sliding window. Not by waiting on the
   * reference queue: since Java 21 that starts the common pool, which reads the application's
   * settings for it.
   */
  void keepHouse() throws InterruptedException {
    long startNanos = System.nanoTime();
    long pauseMillis = FIRST_PAUSE_MILLIS;
    for (long pass = 1; ; pass++) {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
      pauseMillis = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS);
      if (pass <= LATECOMER_PASSES) {
        engine.weaveLatecomers();
      }
      engine.tendNamedMethods(System.nanoTime() - startNanos);
      recorder.keepHouse();
      families.sample(System.nanoTime());
    }
  }
}

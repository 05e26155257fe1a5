package dev.tacho.start;

import dev.tacho.config.Config;
import dev.tacho.eventlog.EventLog;
import dev.tacho.facade.TachoProbe;
import dev.tacho.log.AgentLog;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
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

  private final Instrumentation jvm;
  private final WeavingEngine engine;
  private final AgentHealth health;
  private final Families families;
  private final Recorder recorder;

  /** Both guarded by the agent. */
  private boolean measures = true;

  private boolean woven = true;

  private Measuring(RunningAgent agent, Families families, Recorder recorder) {
    this.jvm = agent.jvm;
    this.engine = agent.engine;
    this.health = agent.health;
    this.families = families;
    this.recorder = recorder;
  }

  /** Connects woven code with the metrics, and weaves. */
  static Measuring start(
      RunningAgent agent, Config config, Families families, EventLog eventLog, boolean late) {
    final Recorder recorder =
        new Recorder(config, families, agent.health, agent.libraries, agent.named, eventLog);
    recorder.readsJdkWith(agent.jvm);
    TachoProbe.install(recorder);
    Consumer<Class<?>> loadedEarly =
        new Consumer<Class<?>>() {
          @Override
          public void accept(Class<?> woven) {
            recorder.loadedEarly(woven);
          }
        };
    if (late) {
      agent.engine.startLate(loadedEarly);
    } else {
      agent.engine.start(loadedEarly);
    }
    return new Measuring(agent, families, recorder);
  }

  /** Measures, or not, and has classes woven as far as that needs. */
  void reconfigure(Config next) {
    recorder.configure(next);
    boolean weaving = next.enabled() || !next.unweave();
    if (!next.enabled()) {
      TachoProbe.pause();
    }
    if (woven && !weaving) {
      engine.unweave();
      recorder.unwoven();
    } else if (weaving && !woven) {
      engine.weaveAllLoaded();
    }
    boolean changed = woven != weaving || measures != next.enabled();
    woven = weaving;
    if (next.enabled() && !measures) {
      recorder.resumed();
      TachoProbe.resume();
    }
    measures = next.enabled();
    health.measures(measures);
    if (changed) {
      AgentLog.line(message(measures, woven));
    }
  }

  private static String message(boolean measures, boolean woven) {
    if (measures) {
      return "enabled=true: measuring again.";
    }
    return woven
        ? "enabled=false: nothing is measured until enabled=true; woven calls ask one field."
        : "enabled=false, unweave=true: nothing is measured, all classes have their own code back.";
  }

  void stop() {
    engine.stop();
    TachoProbe.uninstall();
    recorder.stop(jvm);
  }

  /**
   * Does what is left to do while the application runs, until the agent is stopped: weaves classes
   * that came late, forgets what was collected, samples counts for what is shown over a sliding
   * window. Not by waiting on the reference queue: since Java 21 that starts the common pool, which
   * reads the application's settings for it.
   */
  void keepHouse(RunningAgent agent) throws InterruptedException {
    long startNanos = System.nanoTime();
    long pauseMillis = FIRST_PAUSE_MILLIS;
    for (long pass = 1; ; pass++) {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
      pauseMillis = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS);
      synchronized (agent) {
        if (agent.isStopped()) {
          return;
        }
        if (pass <= LATECOMER_PASSES) {
          engine.weaveLatecomers();
        }
        engine.tendNamedMethods(System.nanoTime() - startNanos);
        recorder.keepHouse();
        families.sample(System.nanoTime());
      }
    }
  }
}

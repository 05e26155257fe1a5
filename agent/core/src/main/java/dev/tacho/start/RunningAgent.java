package dev.tacho.start;

import dev.tacho.config.Config;
import dev.tacho.log.AgentLog;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.record.LibraryTables;
import dev.tacho.thread.AgentThread;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.WeavingEngine;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * The agent in this JVM, from its start until it is stopped, if ever: what there is of it, and what
 * becomes of it when the configuration changes.
 *
 * <p>Any thread may call; calls wait for each other, and for the start in the background. None
 * throws.
 */
public final class RunningAgent {
  private static final long STOP_MILLIS = 2_000;

  final Instrumentation jvm;
  final AgentHealth health;
  final NamedMethods named;
  final LibraryTables libraries;
  final long startNanos;

  /** Null if nothing can be woven. */
  final WeavingEngine engine;

  /** Whether the application has been running for a while without the agent. */
  private boolean late;

  /** In force. Guarded by this, as all below. */
  private Config config;

  /** Null until the agent is first enabled. */
  private Initialization work;

  private Thread worker;

  /** Null unless there is a file to follow. */
  private Thread follower;

  private boolean stopped;

  RunningAgent(
      Instrumentation jvm,
      Config config,
      boolean facadeDefined,
      List<LibraryInstrumentation> instrumentations,
      LibraryTables libraries,
      long startNanos,
      boolean late) {
    this.jvm = jvm;
    this.config = config;
    this.health = new AgentHealth(names(instrumentations));
    this.named = new NamedMethods(config.methods());
    this.libraries = libraries;
    this.startNanos = startNanos;
    this.late = late;
    this.engine = facadeDefined ? new WeavingEngine(jvm, instrumentations, named, health) : null;
  }

  private static List<String> names(List<LibraryInstrumentation> instrumentations) {
    List<String> names = new ArrayList<>();
    for (LibraryInstrumentation instrumentation : instrumentations) {
      names.add(instrumentation.name());
    }
    return names;
  }

  /** Does what cannot wait, and has the rest done by a thread of the agent. */
  synchronized void start() {
    if (config.hasFile() && follower == null) {
      follower = new AgentThread(new FileFollower(this, config), "tacho-config");
      follower.start();
    }
    if (!config.enabled()) {
      AgentLog.line("disabled by enabled=false: nothing is measured, nothing listens.");
      AgentState.is("disabled by enabled=false");
      late = true;
      return;
    }
    if (engine != null) {
      engine.install();
    }
    work = new Initialization(this, config, late);
    worker = new AgentThread(work, "tacho-init");
    worker.start();
  }

  /**
   * Takes over a configuration: what can change while the application runs does. To be called by
   * one thread of the agent, which may be held up while classes are woven.
   */
  public synchronized void reconfigure(Config next) {
    if (stopped) {
      return;
    }
    config = next;
    AgentLog.configure(next.log(), next.logFormat(), next.logLevel());
    try {
      if (work != null) {
        work.reconfigure(next);
      } else if (next.enabled()) {
        start();
      }
    } catch (Throwable failure) {
      health.failed(AgentHealth.CORE, "while taking over a configuration", failure);
    }
  }

  /** What is in force. */
  public synchronized Config config() {
    return config;
  }

  /**
   * Ends the agent: classes get their own code back, the endpoint closes, records that wait are
   * written, threads end. Returns when that is done, or after a few seconds. Afterwards nothing of
   * the JVM leads to the agent, so that it can be collected with its loader.
   */
  public void stop() {
    Thread waitedFor;
    Thread followed;
    synchronized (this) {
      if (stopped) {
        return;
      }
      stopped = true;
      if (work != null) {
        work.stop();
      }
      health.stopped();
      waitedFor = worker;
      followed = follower;
    }
    if (followed != null && followed != Thread.currentThread()) {
      end(followed);
    }
    if (waitedFor != null && waitedFor != Thread.currentThread()) {
      end(waitedFor);
    }
    AgentLog.close();
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Interrupts it and waits until it has ended. */
  static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}

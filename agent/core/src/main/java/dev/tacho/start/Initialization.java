package dev.tacho.start;

import dev.tacho.config.Config;
import dev.tacho.endpoint.Endpoint;
import dev.tacho.facade.TachoProbe;
import dev.tacho.log.AgentLog;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.JvmMetrics;
import dev.tacho.record.CallbackWrapper;
import dev.tacho.record.Recorder;
import dev.tacho.weave.WeavingEngine;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The slow part of the start, on the daemon thread {@code tacho-init}, beside the application's own
 * start: metrics, then weaving, then the endpoint. Afterwards the thread stays for what is left to
 * do: a port that was taken, classes that came late, and statements that were collected.
 */
final class Initialization implements Runnable {
  private static final long EXPUNGE_MILLIS = 1_000;
  private static final long PORT_RETRY_MILLIS = 5_000;
  private static final long[] LATECOMER_MILLIS = {20, 100, 500, 2_000, 10_000};

  private final Instrumentation jvm;
  private final Config config;
  private final AgentHealth health;

  /** Null if nothing can be woven. */
  private final WeavingEngine engine;

  private final List<CallbackWrapper> wrappers;
  private final long startNanos;

  Initialization(
      Instrumentation jvm,
      Config config,
      AgentHealth health,
      WeavingEngine engine,
      List<CallbackWrapper> wrappers,
      long startNanos) {
    this.jvm = jvm;
    this.config = config;
    this.health = health;
    this.engine = engine;
    this.wrappers = wrappers;
    this.startNanos = startNanos;
  }

  @Override
  public void run() {
    try {
      BuildInfo build = BuildInfo.read();
      AppInfo app = AppInfo.of(config, System.getProperty("sun.java.command"));
      Families families = new Families(config, app, build, health);
      Housekeeping housekeeping = engine == null ? null : startMeasuring(families);
      ApplicationLogging.awaitIfCustom(jvm);
      String start = build.version + ", pid " + ProcessId.get() + ", measures " + app.name();
      serve(families, start);
      if (housekeeping != null) {
        housekeeping.run();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Throwable failure) {
      health.failed(AgentHealth.CORE, "while starting", failure);
    }
  }

  /** In a method of its own: without the facade these classes could not even be loaded. */
  private Housekeeping startMeasuring(Families families) {
    Recorder recorder = new Recorder(families, health, wrappers);
    TachoProbe.install(recorder);
    boolean someMissing = engine.start();
    health.weavingReadyAfter(secondsSinceStart());
    return new Housekeeping(recorder, someMissing);
  }

  private void serve(Families families, String start) throws InterruptedException {
    int port = startEndpoint(families, start).port();
    AgentLog.line(
        start
            + ", metrics at http://0.0.0.0:"
            + port
            + "/metrics, ready after "
            + Math.round(secondsSinceStart() * 1000)
            + " ms");
    writePortFile(port); // last: whoever waits for it finds all the rest done
  }

  /** If the port is taken, says so once and tries again until it is free. */
  private Endpoint startEndpoint(Families families, String start) throws InterruptedException {
    JvmMetrics jvmMetrics = new JvmMetrics(families.registry());
    boolean complained = false;
    for (; ; ) {
      try {
        return Endpoint.start(jvm, config.port(), families.registry(), health, jvmMetrics);
      } catch (IOException taken) {
        if (!complained) {
          AgentLog.line(
              start
                  + "; port="
                  + config.port()
                  + " cannot be had ("
                  + taken.getMessage()
                  + "): measuring goes on, the endpoint is tried again every "
                  + PORT_RETRY_MILLIS / 1000
                  + " s. Set another with port=. See docs/configuration.md.");
          complained = true;
        }
        Thread.sleep(PORT_RETRY_MILLIS);
      }
    }
  }

  /** Written beside and renamed, so that whoever waits for the file never reads half of it. */
  private void writePortFile(int port) {
    if (config.portFile() == null) {
      return;
    }
    File unfinished = new File(config.portFile() + ".tmp");
    try {
      try (OutputStream out = new FileOutputStream(unfinished)) {
        out.write(Integer.toString(port).getBytes(StandardCharsets.US_ASCII));
      }
      if (!unfinished.renameTo(new File(config.portFile()))) {
        throw new IOException("cannot rename " + unfinished);
      }
    } catch (IOException unwritable) {
      AgentLog.line(
          "port-file="
              + config.portFile()
              + ": expected a path the service may write to ("
              + unwritable.getMessage()
              + "). It is ignored. See docs/configuration.md.");
    }
  }

  private double secondsSinceStart() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** What is left to do while the application runs. */
  private final class Housekeeping {
    private final Recorder recorder;
    private boolean someMissing;

    Housekeeping(Recorder recorder, boolean someMissing) {
      this.recorder = recorder;
      this.someMissing = someMissing;
    }

    void run() throws InterruptedException {
      for (int i = 0; someMissing && i < LATECOMER_MILLIS.length; i++) {
        TimeUnit.MILLISECONDS.sleep(LATECOMER_MILLIS[i]);
        someMissing = engine.weaveLatecomers();
      }
      // Not by waiting on the reference queue: since Java 21 that starts the common pool, which
      // reads the application's settings for it.
      for (; ; ) {
        TimeUnit.MILLISECONDS.sleep(EXPUNGE_MILLIS);
        recorder.expunge();
      }
    }
  }
}

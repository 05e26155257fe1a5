package dev.tacho.start;

import dev.tacho.config.Config;
import dev.tacho.endpoint.Endpoint;
import dev.tacho.endpoint.Readiness;
import dev.tacho.eventlog.EventLog;
import dev.tacho.log.AgentLog;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.Families;
import dev.tacho.push.Pusher;
import dev.tacho.summary.Summary;
import dev.tacho.thread.AgentThread;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;

/**
 * The slow part of the start, on the daemon thread {@code tacho-init}, beside the application's own
 * start: metrics, then weaving, then the endpoint, on a thread of its own. Afterwards this one
 * stays for what is left to do.
 */
final class Initialization implements Runnable {
  private static final long PORT_RETRY_MILLIS = 5_000;

  private final RunningAgent agent;
  private final Instrumentation jvm;
  private final Config config;
  private final AgentHealth health;

  /** Whether classes are there already that the engine has not seen. */
  private final boolean late;

  private final Readiness readiness = new Readiness();

  /** The rest is null until it is there. Guarded by the agent. */
  private Families families;

  private EventLog eventLog;

  private Measuring measuring;

  /** Null if nothing is pushed. */
  private Pusher pusher;

  private Thread server;

  /** Volatile: written by the server's thread, which may wait for long. */
  private volatile Endpoint endpoint;

  Initialization(RunningAgent agent, Config config, boolean late) {
    this.agent = agent;
    this.jvm = agent.jvm;
    this.config = config;
    this.health = agent.health;
    this.late = late;
  }

  @Override
  public void run() {
    try {
      synchronized (agent) {
        if (agent.isStopped()) {
          return;
        }
        initialize();
        if (agent.config() != config) { // it has changed meanwhile
          reconfigure(agent.config());
        }
      }
      if (measuring != null) {
        measuring.keepHouse(agent);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Throwable failure) {
      health.failed(AgentHealth.CORE, "while starting", failure);
    }
  }

  private void initialize() {
    BuildInfo build = BuildInfo.read();
    AppInfo app = AppInfo.of(config, System.getProperty("sun.java.command"));
    String pid = ProcessId.get();
    String start = build.version + ", pid " + pid + ", measures " + app.name();
    families = new Families(config, app, build, health);
    eventLog = EventLog.of(config, app, families, health);
    if (config.pushGateway() != null) {
      pusher = Pusher.of(config, app, families, pid);
    }
    if (agent.engine != null) {
      measuring = Measuring.start(agent, config, families, eventLog, late);
      health.weavingReadyAfter(secondsSinceStart());
    }
    readiness.ready();
    Summary summary = new Summary(app, build, pid, families, agent.named, agent.startNanos);
    serveInBackground(families, summary, eventLog, start);
  }

  /** Called with the agent's lock. */
  void reconfigure(Config next) {
    if (families != null) {
      families.configure(next);
      eventLog.configure(next);
    }
    if (measuring != null) {
      measuring.reconfigure(next);
    }
    if (endpoint != null) {
      endpoint.configure(next);
    }
  }

  /** Called with the agent's lock, once. */
  void stop() {
    if (measuring != null) {
      measuring.stop();
    }
    if (pusher != null) {
      pusher.stop();
    }
    if (server != null) {
      RunningAgent.end(server);
    }
    if (endpoint != null) {
      endpoint.close();
    }
    if (families != null) {
      families.jvm().close();
    }
    if (eventLog != null) {
      eventLog.stop();
    }
  }

  /** On a thread of its own: it may wait for the application's logging, or for a port, for ever. */
  private void serveInBackground(
      final Families families, final Summary summary, final EventLog eventLog, final String start) {
    Runnable serving =
        new Runnable() {
          @Override
          public void run() {
            try {
              ApplicationLogging.awaitIfCustom(jvm);
              eventLog.start();
              if (pusher != null) {
                pusher.start();
              }
              serve(families, summary, start);
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
            } catch (Throwable failure) {
              health.failed(AgentHealth.CORE, "while starting the endpoint", failure);
            }
          }
        };
    server = new AgentThread(serving, "tacho-endpoint");
    server.start();
  }

  private void serve(Families families, Summary summary, String start) throws InterruptedException {
    endpoint = startEndpoint(families, summary, start);
    int port = endpoint.port();
    families.external().endpointListensAt(port);
    AgentLog.line(
        start
            + ", metrics at "
            + endpoint.url()
            + ", ready after "
            + Math.round(secondsSinceStart() * 1000)
            + " ms");
    writePortFile(port);
    // Last: whoever waits for it finds all the rest done.
    AgentState.is(AgentState.RUNNING + endpoint.url());
  }

  /** If the port is taken, says so once and tries again until it is free. */
  private Endpoint startEndpoint(Families families, Summary summary, String start)
      throws InterruptedException {
    boolean complained = false;
    for (; ; ) {
      try {
        return Endpoint.start(
            config,
            families.registry(),
            families.statements(),
            summary,
            readiness,
            health,
            families.jvm());
      } catch (IOException impossible) {
        if (!complained) {
          AgentLog.warn(
              start
                  + "; "
                  + impossible.getMessage()
                  + ": measuring goes on, the endpoint is tried again every "
                  + PORT_RETRY_MILLIS / 1000
                  + " s. See docs/configuration.md.");
          AgentState.is(impossible.getMessage() + ", tried again");
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
      AgentLog.warn(
          "port-file="
              + config.portFile()
              + ": expected a path the service may write to ("
              + unwritable.getMessage()
              + "). It is ignored. See docs/configuration.md.");
    }
  }

  private double secondsSinceStart() {
    return (System.nanoTime() - agent.startNanos) / 1e9;
  }
}

package dev.tacho.start;

import dev.tacho.config.Config;
import dev.tacho.config.ConfigWatch;
import dev.tacho.config.Reconfigurable;
import dev.tacho.log.AgentLog;
import dev.tacho.metrics.AgentHealth;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Has the agent follow its configuration file; on a thread of its own, until interrupted. */
final class FileFollower implements Runnable, Reconfigurable, Consumer<String> {
  private static final long PAUSE_MILLIS = 1_000;

  private final RunningAgent agent;
  private final ConfigWatch watch;

  /**
   * @param config in force, with a file
   */
  FileFollower(RunningAgent agent, Config config) {
    this.agent = agent;
    this.watch = new ConfigWatch(config, this, this);
  }

  @Override
  public void run() {
    try {
      for (; ; ) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        look();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      watch.look();
    } catch (RuntimeException | LinkageError failure) {
      agent.health.failed(AgentHealth.CORE, "while reading the configuration file", failure);
    }
  }

  @Override
  public void configure(Config config) {
    agent.reconfigure(config);
  }

  @Override
  public void accept(String line) {
    AgentLog.line(line);
  }
}

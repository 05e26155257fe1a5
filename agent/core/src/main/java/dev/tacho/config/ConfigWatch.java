package dev.tacho.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows the configuration file by looking at it: where it lies on a volume of Kubernetes, or of
 * another machine, nothing tells of its changes. A change counts when two looks in a row find the
 * same, since who writes a file may be in the middle of it. Used by one thread.
 */
public final class ConfigWatch {
  private final Reconfigurable follower;
  private final Consumer<String> log;
  private Config config;

  /** The file at the last look. */
  private ConfigFile seen;

  /**
   * @param config in force, with a file
   * @param follower is told of each new configuration
   * @param log gets what the operator has to know, a line at a time
   */
  public ConfigWatch(Config config, Reconfigurable follower, Consumer<String> log) {
    this.config = config;
    this.follower = follower;
    this.log = log;
    this.seen = config.file();
  }

  /** Looks at the file, whole, as its time does not tell of two changes in one second. */
  public void look() {
    ConfigFile now = ConfigFile.read(seen.path);
    boolean settled = now.saysTheSameAs(seen);
    seen = now;
    if (settled && !now.saysTheSameAs(config.file())) {
      takeOver(now);
    }
  }

  private void takeOver(ConfigFile now) {
    Config before = config;
    List<String> problems = new ArrayList<>();
    config = ConfigParser.reparse(before, now, problems);
    for (String problem : problems) {
      log.accept(problem);
    }
    String changes = config.changesSince(before);
    if (!changes.isEmpty()) {
      log.accept(now.path + " has changed: " + changes);
    }
    follower.configure(config);
  }
}

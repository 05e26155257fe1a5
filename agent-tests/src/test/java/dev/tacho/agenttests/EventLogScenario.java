package dev.tacho.agenttests;

import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.eventlog.Event;
import dev.tacho.eventlog.EventLog;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.EventKind;
import dev.tacho.metrics.Families;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Offers a slow and a critical query. {@link AgentJarTest} defines it among the classes of the jar,
 * so that those are the ones it uses.
 */
public final class EventLogScenario implements Consumer<String> {
  @Override
  public void accept(String arguments) {
    List<String> problems = new ArrayList<>();
    Config config =
        ConfigParser.parse(arguments, new Properties(), Collections.emptyMap(), problems);
    problems.removeIf(line -> line.contains("in the list of processes")); // this is in none
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
    AgentHealth health = new AgentHealth(Collections.emptyList());
    AppInfo app = AppInfo.of(config, "com.acme.Club");
    Families families = new Families(config, app, BuildInfo.read(), health);
    EventLog eventLog = EventLog.of(config, app, families, health);
    eventLog.start();
    offer(eventLog, EventKind.SLOW_QUERY);
    offer(eventLog, EventKind.CRITICAL_QUERY);
  }

  private static void offer(EventLog eventLog, EventKind kind) {
    if (!eventLog.admits(kind.ordinal())) {
      throw new IllegalStateException(kind + " is not admitted");
    }
    eventLog.offer(
        new Event(kind)
            .query("h2", "select", "members")
            .statement("SELECT ?", kind.ordinal())
            .duration(6_500_000_000L)
            .here());
  }
}

package dev.tacho.agenttests.benchmark;

import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.eventlog.EventLog;
import dev.tacho.facade.TachoProbe;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.Families;
import dev.tacho.record.LibraryTables;
import dev.tacho.record.Recorder;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Connects the facade to a real recorder over real families, as the agent's start does. */
@State(Scope.Benchmark)
public class InstalledAgent {
  AgentHealth health;
  Families families;
  NamedMethods named;

  @Setup
  public void install() {
    health = new AgentHealth(instrumentations());
    Config config = ConfigParser.parse(arguments(), new Properties(), Map.of(), List.of());
    families = new Families(config, AppInfo.of(config, "benchmark"), BuildInfo.read(), health);
    named = new NamedMethods(config.methods());
    TachoProbe.install(
        new Recorder(
            config,
            families,
            health,
            new LibraryTables(List.of(), List.of(), List.of()),
            named,
            EventLog.OFF));
  }

  List<String> instrumentations() {
    return List.of("benchmark");
  }

  /** As for {@code -javaagent}. */
  String arguments() {
    return "";
  }

  /** Fails unless {@code counter} has counted: woven code that measures nothing looks fast. */
  final void haveMeasured(String counter) {
    if (sum("tacho_errors") != 0 || sum(counter) < 1000) {
      throw new IllegalStateException(
          sum(counter) + " " + counter + ", " + sum("tacho_errors") + " errors");
    }
  }

  /** What the agent has counted, over all series. */
  private double sum(String counter) {
    double sum = 0;
    for (MetricSnapshot metric : families.registry().scrape()) {
      if (metric.getMetadata().getName().equals(counter)) {
        for (CounterSnapshot.CounterDataPointSnapshot series :
            ((CounterSnapshot) metric).getDataPoints()) {
          sum += series.getValue();
        }
      }
    }
    return sum;
  }
}

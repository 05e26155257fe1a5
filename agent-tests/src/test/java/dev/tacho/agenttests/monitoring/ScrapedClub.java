package dev.tacho.agenttests.monitoring;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two instances of the sample application under traffic that is good and bad, as one job whose
 * targets have the labels that Kubernetes gives.
 */
final class ScrapedClub implements AutoCloseable {
  static final String JOB = "club";

  /** What no recorded series and no alert may have: they would be others after each deployment. */
  static final Set<String> LABELS_OF_TARGETS =
      Set.of("namespace", "pod", "container", "node", "service", "endpoint");

  private static final String NOBODY = "http://127.0.0.1:1";

  private final List<RunningApp> instances = new ArrayList<>();
  private final Path configuration;

  private ScrapedClub(Path configuration) {
    this.configuration = configuration;
  }

  static ScrapedClub start() throws IOException {
    ScrapedClub club = new ScrapedClub(Files.createTempFile("tacho", ".properties"));
    try {
      for (int i = 0; i < 2; i++) {
        club.instances.add(
            ChildJvm.sampleAppWith("--traffic", "10")
                // Small, so that there are collections.
                .jvmOption("-Xmx96m")
                .jvmOption("-XX:TieredStopAtLevel=1")
                // With receivers that are not there, so that what counts failures counts some.
                .agent(
                    "slow-query=20ms",
                    "critical-query=50ms",
                    "services=127.0.0.1:stripe",
                    "event-log=events.log",
                    "alert-webhook=" + NOBODY,
                    "push-gateway=" + NOBODY,
                    "push-interval=1s",
                    "config=" + club.configuration)
                .start());
      }
      return club;
    } catch (RuntimeException | Error failure) {
      club.close();
      throw failure;
    }
  }

  /** Does what no traffic does: calls a service with a database connection in hand. */
  void holdConnections() {
    instances.forEach(instance -> instance.get("/work?heldCalls=1"));
  }

  /** An element of {@code scrape_configs} for the two, with further settings. */
  Map<String, Object> scrapeConfig(Map<String, ?> settings) {
    List<Map<String, Object>> targets = new ArrayList<>();
    for (RunningApp instance : instances) {
      Map<String, String> labels = new TreeMap<>();
      LABELS_OF_TARGETS.forEach(label -> labels.put(label, label + "-" + targets.size()));
      targets.add(
          Map.of("targets", List.of("127.0.0.1:" + instance.agentPort()), "labels", labels));
    }
    Map<String, Object> scrape = new LinkedHashMap<>(settings);
    scrape.put("job_name", JOB);
    scrape.put("static_configs", targets);
    return scrape;
  }

  @Override
  public void close() {
    instances.forEach(RunningApp::close);
    try {
      Files.delete(configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

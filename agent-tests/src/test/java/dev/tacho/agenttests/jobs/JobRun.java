package dev.tacho.agenttests.jobs;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;

/** All scenarios of a library on one JDK. */
record JobRun(JobLibrary library, Jdk jdk, boolean late) {
  private static final String LAST_SUCCESS = "background_job_last_success_timestamp_seconds";

  /**
   * Compares what the application sees with the agent to what it sees without, and what each
   * scenario counts as to what it has to count as.
   */
  void check() throws Exception {
    // Most of the time both wait for the next second.
    CompletableFuture<String> without = CompletableFuture.supplyAsync(this::seenWithout);
    SoftAssertions softly = new SoftAssertions();
    try (RunningApp app = start()) {
      Scrape before = app.scrape();
      for (JobScenario scenario : scenarios()) {
        app.tell(scenario.name);
        String through = JobApp.through(scenario.name);
        app.await(through, () -> app.stdout().endsWith(through + '\n'));
        Scrape after = app.scrape();
        softly
            .assertThat(difference(before, after))
            .as("%s with %s", scenario, this)
            .isEqualTo(scenario.counts());
        before = after;
      }
      softly.assertThat(alerting(before, "background_job_errors_total")).isEqualTo(tasks(before));
      softly.assertThat(alerting(before, "background_jobs_died_total")).isEqualTo(tasks(before));
      softly
          .assertThat(app.stdout())
          .as("what the application saw")
          .isEqualTo(without.get(1, TimeUnit.MINUTES));
    }
    softly.assertAll();
  }

  /** A late agent comes when the application has done all this before. */
  private RunningApp start() {
    List<String> names = scenarios().stream().map(scenario -> scenario.name).toList();
    return late
        ? app().agent().attachedAfter(names, JobApp.through(names.get(names.size() - 1)))
        : app().agent().start();
  }

  private String seenWithout() {
    try (RunningApp app = app().start()) {
      scenarios().forEach(scenario -> app.tell(scenario.name));
      if (late) {
        scenarios().forEach(scenario -> app.tell(scenario.name));
      }
      app.endInputAndAwaitExit();
      return app.stdout();
    }
  }

  private ChildJvm app() {
    ChildJvm jvm = ChildJvm.of(JobApp.class, library.table.name()).on(jdk);
    return library.librarySet == null ? jvm : jvm.with(library.librarySet);
  }

  private List<JobScenario> scenarios() {
    // A later Spring than 5 is needed as well for what needs a later JDK than 17.
    int newest = library == JobLibrary.SPRING_5 ? 17 : jdk.version();
    return library.table.scenarios().stream()
        .filter(scenario -> scenario.isFor(Math.min(jdk.version(), newest)))
        .toList();
  }

  private static List<String> tasks(Scrape scrape) {
    return alerting(scrape, "background_jobs_running");
  }

  private static List<String> alerting(Scrape scrape, String metric) {
    return scrape.metric(metric).values("task").stream().sorted().toList();
  }

  /** In the words of {@link JobScenario#counts}. */
  private static Map<String, Integer> difference(Scrape before, Scrape after) {
    Map<String, Double> earlier = samples(before);
    Map<String, Integer> difference = new TreeMap<>();
    samples(after)
        .forEach(
            (what, value) -> {
              double added = value - earlier.getOrDefault(what, 0.0);
              if (added != 0) {
                difference.put(what, what.startsWith("last success ") ? 1 : (int) added);
              }
            });
    return difference;
  }

  private static Map<String, Double> samples(Scrape scrape) {
    Map<String, Double> samples = new TreeMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      String what =
          switch (sample.name()) {
            case "background_job_duration_seconds_count" -> sample.labels().get("status");
            case "background_job_errors_total" -> "errors";
            case "background_jobs_running" -> "running";
            case "background_jobs_died_total" -> "died";
            case LAST_SUCCESS -> "last success";
            default -> null;
          };
      if (what != null) {
        samples.put(what + ' ' + sample.labels().get("task"), sample.value());
      } else if (sample.name().equals("db_queries_total")) {
        samples.merge("queries", sample.value(), Double::sum);
      }
    }
    return samples;
  }

  @Override
  public String toString() {
    return library + " on " + jdk + (late ? ", attached" : "");
  }
}

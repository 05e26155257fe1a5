package dev.tacho.metrics;

import dev.tacho.config.Config;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/** The agent's account of itself, and the configuration that rules and dashboards follow. */
final class SelfMetrics extends Family {
  private volatile Config config;
  private final AppInfo app;
  private final BuildInfo build;
  private final AgentHealth health;
  private final List<SeriesLimit> limits;

  SelfMetrics(
      Config config, AppInfo app, BuildInfo build, AgentHealth health, List<SeriesLimit> limits) {
    this.config = config;
    this.app = app;
    this.build = build;
    this.health = health;
    this.limits = limits;
  }

  @Override
  public void configure(Config next) {
    config = next;
  }

  @Override
  void collect(MetricSnapshots.Builder out) {
    Config shown = config;
    out.metricSnapshot(info("app", "The measured application.", app.labels()));
    out.metricSnapshot(
        info(
            "tacho_build",
            "The agent.",
            Labels.of("version", build.version, "revision", build.revision)));
    collectEnabled(out);
    collectThresholds(out, shown);
    collectObjectives(out, shown);
    if (shown.hasFile()) {
      collectFile(out, shown);
    }
    collectStart(out);
    collectInstrumentations(out);
    collectLimits(out);
  }

  private static InfoSnapshot info(String name, String help, Labels labels) {
    return InfoSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels).build())
        .build();
  }

  private void collectEnabled(MetricSnapshots.Builder out) {
    out.metricSnapshot(
        GaugeSnapshot.builder()
            .name("tacho_enabled")
            .help("Whether anything is measured: 0 while enabled=false.")
            .dataPoint(gauge(Labels.EMPTY, health.measures() ? 1 : 0))
            .build());
  }

  private static void collectThresholds(MetricSnapshots.Builder out, Config config) {
    out.metricSnapshot(
        GaugeSnapshot.builder()
            .name("tacho_threshold_seconds")
            .help("Thresholds in force.")
            .dataPoint(threshold("slow_request", config.slowRequestNanos()))
            .dataPoint(threshold("slow_query", config.slowQueryNanos()))
            .dataPoint(threshold("critical_query", config.criticalQueryNanos()))
            .dataPoint(threshold("slow_external", config.slowExternalNanos()))
            .build());
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot threshold(String kind, long nanos) {
    return gauge(Labels.of("kind", kind), nanos / 1e9);
  }

  private static void collectObjectives(MetricSnapshots.Builder out, Config config) {
    out.metricSnapshot(
        GaugeSnapshot.builder()
            .name("tacho_objective_ratio")
            .help("Objectives in force.")
            .dataPoint(gauge(Labels.of("slo", "availability"), config.availabilityObjective()))
            .dataPoint(gauge(Labels.of("slo", "latency"), config.latencyObjective()))
            .build());
  }

  private static void collectFile(MetricSnapshots.Builder out, Config config) {
    out.metricSnapshot(
        gauge(
            "tacho_config_last_reload_successful",
            "Whether all that the configuration file says is in force.",
            config.isFileInForce() ? 1 : 0));
    out.metricSnapshot(
        gauge(
            "tacho_config_last_reload_timestamp_seconds",
            "When the configuration file was last read anew, as Unix time.",
            config.fileReadMillis() / 1e3));
  }

  private void collectStart(MetricSnapshots.Builder out) {
    out.metricSnapshot(
        GaugeSnapshot.builder()
            .name("tacho_startup_seconds")
            .help("Time that premain held the application's start, and until weaving was ready.")
            .dataPoint(gauge(Labels.of("phase", "premain"), health.premainSeconds()))
            .dataPoint(gauge(Labels.of("phase", "weaving"), health.weavingSeconds()))
            .build());
  }

  private void collectInstrumentations(MetricSnapshots.Builder out) {
    CounterSnapshot.Builder errors =
        CounterSnapshot.builder()
            .name("tacho_errors")
            .help("Failures inside the agent, which the application never sees.");
    GaugeSnapshot.Builder classes =
        GaugeSnapshot.builder().name("tacho_instrumented_classes").help("Classes woven.");
    for (int i = AgentHealth.CORE; i < health.instrumentations(); i++) {
      Labels labels = Labels.of("instrumentation", health.name(i));
      errors.dataPoint(Durations.counted(labels, health.failures(i)));
      if (i != AgentHealth.CORE) {
        classes.dataPoint(gauge(labels, (double) health.wovenClasses(i)));
      }
    }
    out.metricSnapshot(errors.build());
    out.metricSnapshot(classes.build());
    out.metricSnapshot(
        CounterSnapshot.builder()
            .name("tacho_overhead_seconds")
            .help("Time in the agent's own code on application threads, from a sample.")
            .dataPoint(Durations.countedSeconds(Labels.EMPTY, health.overheadNanos()))
            .build());
  }

  private void collectLimits(MetricSnapshots.Builder out) {
    GaugeSnapshot.Builder series =
        GaugeSnapshot.builder().name("tacho_series").help("Series in use.");
    GaugeSnapshot.Builder cap =
        GaugeSnapshot.builder().name("tacho_series_limit").help("Series that a family may have.");
    CounterSnapshot.Builder overflow =
        CounterSnapshot.builder()
            .name("tacho_series_overflow")
            .help("Measurements put under _other_.");
    for (SeriesLimit limit : limits) {
      Labels labels = Labels.of("family", limit.family);
      series.dataPoint(gauge(labels, limit.series()));
      cap.dataPoint(gauge(labels, limit.limit()));
      overflow.dataPoint(Durations.counted(labels, limit.overflow()));
    }
    out.metricSnapshot(series.build());
    out.metricSnapshot(cap.build());
    out.metricSnapshot(overflow.build());
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot gauge(Labels labels, double value) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}

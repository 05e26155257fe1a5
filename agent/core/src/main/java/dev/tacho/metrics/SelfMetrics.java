package dev.tacho.metrics;

import dev.tacho.catalog.Metrics;
import dev.tacho.config.Config;
import dev.tacho.log.AgentLog;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
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
    out.metricSnapshot(Snapshots.info(Metrics.APP, app.name(), app.version(), app.environment()));
    out.metricSnapshot(Snapshots.info(Metrics.BUILD, build.version, build.revision));
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

  private void collectEnabled(MetricSnapshots.Builder out) {
    out.metricSnapshot(Snapshots.gauge(Metrics.ENABLED, health.measures() ? 1 : 0));
  }

  private static void collectThresholds(MetricSnapshots.Builder out, Config config) {
    out.metricSnapshot(
        Snapshots.gauge(Metrics.THRESHOLD)
            .dataPoint(threshold("slow_request", config.slowRequestNanos()))
            .dataPoint(threshold("slow_query", config.slowQueryNanos()))
            .dataPoint(threshold("critical_query", config.criticalQueryNanos()))
            .dataPoint(threshold("slow_external", config.slowExternalNanos()))
            .build());
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot threshold(String kind, long nanos) {
    return Snapshots.point(Labels.of("kind", kind), nanos / 1e9);
  }

  private static void collectObjectives(MetricSnapshots.Builder out, Config config) {
    out.metricSnapshot(
        Snapshots.gauge(Metrics.OBJECTIVE)
            .dataPoint(
                Snapshots.point(Labels.of("slo", "availability"), config.availabilityObjective()))
            .dataPoint(Snapshots.point(Labels.of("slo", "latency"), config.latencyObjective()))
            .build());
  }

  private static void collectFile(MetricSnapshots.Builder out, Config config) {
    out.metricSnapshot(Snapshots.gauge(Metrics.RELOAD_SUCCESSFUL, config.isFileInForce() ? 1 : 0));
    out.metricSnapshot(Snapshots.gauge(Metrics.RELOAD_TIME, config.fileReadMillis() / 1e3));
  }

  private void collectStart(MetricSnapshots.Builder out) {
    out.metricSnapshot(
        Snapshots.gauge(Metrics.STARTUP)
            .dataPoint(Snapshots.point(Labels.of("phase", "premain"), health.premainSeconds()))
            .dataPoint(Snapshots.point(Labels.of("phase", "weaving"), health.weavingSeconds()))
            .build());
  }

  private void collectInstrumentations(MetricSnapshots.Builder out) {
    CounterSnapshot.Builder errors = Snapshots.counter(Metrics.ERRORS);
    GaugeSnapshot.Builder classes = Snapshots.gauge(Metrics.INSTRUMENTED_CLASSES);
    for (int i = AgentHealth.CORE; i < health.instrumentations(); i++) {
      Labels labels = Labels.of("instrumentation", health.name(i));
      errors.dataPoint(Snapshots.counted(labels, health.failures(i)));
      if (i != AgentHealth.CORE) {
        classes.dataPoint(Snapshots.point(labels, (double) health.wovenClasses(i)));
      }
    }
    out.metricSnapshot(errors.build());
    out.metricSnapshot(classes.build());
    out.metricSnapshot(
        Snapshots.counter(Metrics.LOG_SUPPRESSED)
            .dataPoint(Snapshots.counted(Labels.EMPTY, AgentLog.suppressed()))
            .build());
    out.metricSnapshot(
        Snapshots.counter(Metrics.OVERHEAD)
            .dataPoint(Snapshots.countedSeconds(Labels.EMPTY, health.overheadNanos()))
            .build());
  }

  private void collectLimits(MetricSnapshots.Builder out) {
    GaugeSnapshot.Builder series = Snapshots.gauge(Metrics.SERIES);
    GaugeSnapshot.Builder cap = Snapshots.gauge(Metrics.SERIES_LIMIT);
    CounterSnapshot.Builder overflow = Snapshots.counter(Metrics.SERIES_OVERFLOW);
    for (SeriesLimit limit : limits) {
      Labels labels = Labels.of("family", limit.family);
      series.dataPoint(Snapshots.point(labels, limit.series()));
      cap.dataPoint(Snapshots.point(labels, limit.limit()));
      overflow.dataPoint(Snapshots.counted(labels, limit.overflow()));
    }
    out.metricSnapshot(series.build());
    out.metricSnapshot(cap.build());
    out.metricSnapshot(overflow.build());
  }
}

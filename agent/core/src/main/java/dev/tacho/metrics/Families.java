package dev.tacho.metrics;

import dev.tacho.config.Config;
import dev.tacho.config.Reconfigurable;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All metric families, in a registry of their own: the application's is never touched. */
public final class Families implements MultiCollector, Reconfigurable {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final HttpMetrics http;
  private final QueryMetrics queries;
  private final PoolMetrics pools;
  private final CacheMetrics cache;
  private final ExternalMetrics external;
  private final JobMetrics jobs;
  private final MethodMetrics methods;

  /** Null until events go somewhere. */
  private volatile EventLogMetrics eventLog;

  private final TopStatements statements = new TopStatements();
  private final List<SeriesLimit> configuredLimits = new ArrayList<>();
  private final List<Family> all;

  public Families(Config config, AppInfo app, BuildInfo build, AgentHealth health) {
    this.http = new HttpMetrics(config);
    this.queries = new QueryMetrics(config);
    this.pools = new PoolMetrics();
    this.cache = new CacheMetrics(config);
    this.external = new ExternalMetrics(config);
    this.jobs = new JobMetrics(config);
    this.methods = new MethodMetrics(config);
    List<Family> measuring =
        Arrays.<Family>asList(http, queries, pools, cache, external, jobs, methods);
    List<SeriesLimit> limits = new ArrayList<>();
    for (Family family : measuring) {
      limits.addAll(family.limits());
    }
    this.all = new CopyOnWriteArrayList<>(measuring);
    all.add(new SelfMetrics(config, app, build, health, limits));
    configuredLimits.addAll(limits);
    configuredLimits.removeAll(pools.limits()); // theirs is not in the configuration
    addEventLog(config);
    registry.register(this);
  }

  private void addEventLog(Config config) {
    if (eventLog == null && config.keepsEvents()) {
      eventLog = new EventLogMetrics(config);
      all.add(eventLog);
    }
  }

  @Override
  public void configure(Config config) {
    for (SeriesLimit limit : configuredLimits) {
      limit.setLimit(config.maxSeries());
    }
    for (Family family : all) {
      family.configure(config);
    }
    addEventLog(config);
  }

  public HttpMetrics http() {
    return http;
  }

  public QueryMetrics queries() {
    return queries;
  }

  public TopStatements statements() {
    return statements;
  }

  public PoolMetrics pools() {
    return pools;
  }

  public CacheMetrics cache() {
    return cache;
  }

  public ExternalMetrics external() {
    return external;
  }

  public JobMetrics jobs() {
    return jobs;
  }

  public MethodMetrics methods() {
    return methods;
  }

  /** Null until events go somewhere. */
  public EventLogMetrics eventLog() {
    return eventLog;
  }

  public PrometheusRegistry registry() {
    return registry;
  }

  /**
   * To be called about once a second, by one thread, for what is shown over a sliding window.
   *
   * @param nowNanos the time by {@link System#nanoTime}
   */
  public void sample(long nowNanos) {
    for (Family family : all) {
      family.sample(nowNanos);
    }
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder out = MetricSnapshots.builder();
    for (Family family : all) {
      family.collect(out);
    }
    return out.build();
  }
}

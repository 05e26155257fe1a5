package dev.tacho.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * The library's JVM and process metrics, registered by the first scrape: they initialise the
 * management beans, 50 ms that no start should pay. Native memory is left out, because reading it
 * creates the platform MBean server, which some application servers want to do themselves.
 */
final class JvmMetrics implements Runnable, MultiCollector {
  /** Of their own, because what is shown of them depends on the configuration. */
  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Families families;
  private boolean registered;

  JvmMetrics(Families families) {
    this.families = families;
  }

  @Override
  public MetricSnapshots collect() {
    return registry.scrape(families.shape().libraryNames());
  }

  /** Registers the metrics the first time that any are wanted; afterwards does nothing. */
  @Override
  public synchronized void run() {
    if (registered || !families.shape().showsLibrary()) {
      return;
    }
    registered = true;
    PrometheusProperties properties = PrometheusProperties.get();
    ProcessMetrics.builder(properties).register(registry);
    JvmRuntimeInfoMetric.builder(properties).register(registry);
    JvmThreadsMetrics.builder(properties).register(registry);
    JvmMemoryMetrics.builder(properties).register(registry);
    JvmMemoryPoolAllocationMetrics.builder(properties).register(registry);
    JvmGarbageCollectorMetrics.builder(properties).register(registry);
    JvmBufferPoolMetrics.builder(properties).register(registry);
    JvmClassLoadingMetrics.builder(properties).register(registry);
    JvmCompilationMetrics.builder(properties).register(registry);
  }
}

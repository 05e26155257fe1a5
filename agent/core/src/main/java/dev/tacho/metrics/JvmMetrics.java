package dev.tacho.metrics;

import dev.tacho.log.AgentLog;
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
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * The library's JVM and process metrics, registered by the first scrape: they initialise the
 * management beans, 50 ms that no start should pay. Native memory is left out, because reading it
 * creates the platform MBean server, which some application servers want to do themselves.
 */
public final class JvmMetrics implements Runnable {
  private final PrometheusRegistry registry;
  private final List<ListenedBean> beans = new ArrayList<>();
  private boolean registered;

  public JvmMetrics(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** Registers the metrics the first time; afterwards does nothing. */
  @Override
  public synchronized void run() {
    if (registered) {
      return;
    }
    registered = true;
    PrometheusProperties properties = PrometheusProperties.get();
    ProcessMetrics.builder(properties).register(registry);
    JvmRuntimeInfoMetric.builder(properties).register(registry);
    JvmThreadsMetrics.builder(properties).register(registry);
    JvmMemoryMetrics.builder(properties).register(registry);
    registerAllocations(properties);
    JvmGarbageCollectorMetrics.builder(properties).register(registry);
    JvmBufferPoolMetrics.builder(properties).register(registry);
    JvmClassLoadingMetrics.builder(properties).register(registry);
    JvmCompilationMetrics.builder(properties).register(registry);
  }

  /**
   * With beans of ours in front of the JDK's, which remember the library's listener: the library
   * takes it back never, and the JDK's beans would keep the agent for ever.
   */
  private void registerAllocations(PrometheusProperties properties) {
    JvmMemoryPoolAllocationMetrics.Builder builder =
        JvmMemoryPoolAllocationMetrics.builder(properties);
    try {
      Method with = builder.getClass().getDeclaredMethod("withGarbageCollectorBeans", List.class);
      with.setAccessible(true); // its own tests' way in
      with.invoke(builder, ListenedBean.all(beans));
    } catch (ReflectiveOperationException otherVersion) {
      AgentLog.failure("without jvm_memory_pool_allocated_bytes_total", otherVersion);
      return;
    }
    builder.register(registry);
  }

  /** Takes listeners away from the JDK's beans. */
  public synchronized void close() {
    registered = true;
    for (ListenedBean bean : beans) {
      bean.close();
    }
    beans.clear();
  }
}

package io.prometheus.metrics.config;

/**
 * Stands in for the metrics library's class of this name, which packaging leaves out. The library's
 * reads the configuration of whatever Prometheus client the application has ({@code
 * prometheus.properties}, {@code PROMETHEUS_CONFIG}, {@code IO_PROMETHEUS_*}), and a mistake in
 * there would fail the class initialiser of {@link PrometheusProperties}, and with it the agent.
 *
 * <p>The library's own metrics, those of the JVM, have no exemplars: for these it would start a
 * thread of its own, which never ends.
 */
final class PrometheusPropertiesLoader {
  private PrometheusPropertiesLoader() {}

  static PrometheusProperties load() {
    return PrometheusProperties.builder().defaultMetricsProperties(withoutExemplars()).build();
  }

  private static MetricsProperties withoutExemplars() {
    return MetricsProperties.builder().exemplarsEnabled(false).build();
  }
}

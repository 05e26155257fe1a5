package dev.tacho.cli.doctor;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What the agent measures of one kind of work. Immutable. */
final class Feature {
  static final List<Feature> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              new Feature("HTTP requests", "servlet-javax", "servlet-jakarta")
                  .metrics(
                      "http_requests_total",
                      "http_request_duration_seconds_count",
                      "http_slow_requests_total",
                      "http_request_time_seconds_total",
                      "http_request_db_queries_count",
                      "http_request_external_calls_count"),
              new Feature("database queries", "jdbc")
                  .metrics(
                      "db_queries_total",
                      "db_query_duration_seconds_count",
                      "db_slow_queries_total",
                      "db_query_errors_total"),
              new Feature("connection pools", "hikaricp", "tomcat-jdbc", "dbcp", "c3p0")
                  .metrics(
                      "db_connection_timeouts_total",
                      "db_connection_wait_seconds_count",
                      "db_connection_use_seconds_count"),
              new Feature("cache operations", "jedis", "lettuce")
                  .metrics("cache_operations_total", "cache_operation_duration_seconds_count"),
              new Feature(
                      "outbound calls",
                      "java-http",
                      "url-connection",
                      "apache-httpclient",
                      "okhttp")
                  .metrics(
                      "external_api_requests_total",
                      "external_api_duration_seconds_count",
                      "external_api_slow_requests_total",
                      "external_api_errors_total"),
              new Feature("background jobs", "executors", "timer", "spring-scheduling", "quartz")
                  .metrics(
                      "background_jobs_running",
                      "background_job_errors_total",
                      "background_jobs_died_total")));

  final String name;

  /** Values of the label {@code instrumentation}. */
  final List<String> instrumentations;

  /** Samples that are there as soon as anything of the kind has been measured. */
  final List<String> metrics;

  private Feature(String name, String... instrumentations) {
    this(name, Arrays.asList(instrumentations), Collections.emptyList());
  }

  private Feature(String name, List<String> instrumentations, List<String> metrics) {
    this.name = name;
    this.instrumentations = instrumentations;
    this.metrics = metrics;
  }

  private Feature metrics(String... names) {
    return new Feature(name, instrumentations, Arrays.asList(names));
  }
}

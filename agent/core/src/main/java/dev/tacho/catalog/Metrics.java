package dev.tacho.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Every metric of the agent's own, in the order in which the documentation lists them. Names and
 * labels are public API. Those of the JVM come from the metrics library, which declares them.
 */
public final class Metrics {
  private static final List<Metric> all = new ArrayList<>();

  private static final String METHOD = "method";
  private static final String ROUTE = "route";
  private static final String STATUS_CODE = "status_code";
  private static final String SYSTEM = "system";
  private static final String OPERATION = "operation";
  private static final String COLLECTION = "collection";
  private static final String STATUS = "status";
  private static final String ERROR = "error";
  private static final String POOL = "pool";
  private static final String PEER = "peer_service";
  private static final String TASK = "task";
  private static final String REASON = "reason";
  private static final String TARGET = "target";
  private static final String INSTRUMENTATION = "instrumentation";
  private static final String FAMILY = "family";

  public static final Metric HTTP_DURATION =
      add(
          Metric.histogram(Section.HTTP, "http_request_duration_seconds")
              .labels(METHOD, ROUTE, STATUS_CODE)
              .free(ROUTE)
              .help(
                  "Time from the container handing the request over until the response is complete.")
              .note("Asynchronous ones last until their cycle ends."));
  public static final Metric HTTP_REQUESTS =
      add(
          Metric.counter(Section.HTTP, "http_requests_total")
              .labels(METHOD, ROUTE, STATUS_CODE)
              .free(ROUTE)
              .help("HTTP requests finished.")
              .note(
                  "Always equal to the histogram's count, unless that takes a `sampling` only. Code 500 of a declared route is there with 0 from its first request on."));
  public static final Metric HTTP_SLOW =
      add(
          Metric.counter(Section.HTTP, "http_slow_requests_total")
              .labels(METHOD, ROUTE)
              .free(ROUTE)
              .help("HTTP requests longer than the threshold slow-request."));
  public static final Metric HTTP_ACTIVE =
      add(
          Metric.gauge(Section.HTTP, "http_active_requests")
              .help("HTTP requests in flight.")
              .note("Asynchronous ones included."));
  public static final Metric HTTP_ERROR_RATIO =
      add(
          Metric.gauge(Section.HTTP, "http_error_ratio")
              .help("Share of 5xx over the sliding window error-window.")
              .note("Absent without traffic. For eyes and scripts, not for rules."));

  public static final Metric QUERY_DURATION =
      add(
          Metric.histogram(Section.DATABASE, "db_query_duration_seconds")
              .labels(SYSTEM, OPERATION, COLLECTION)
              .free(COLLECTION)
              .help("One execute call of the application, failed calls included.")
              .note("A commit or rollback is one, too."));
  public static final Metric QUERIES =
      add(
          Metric.counter(Section.DATABASE, "db_queries_total")
              .labels(SYSTEM, OPERATION, COLLECTION, STATUS)
              .free(COLLECTION)
              .help("Execute calls by outcome.")
              .note("`success` or `error`."));
  public static final Metric SLOW_QUERIES =
      add(
          Metric.counter(Section.DATABASE, "db_slow_queries_total")
              .labels(SYSTEM, OPERATION, COLLECTION, "threshold")
              .free(COLLECTION)
              .help("Calls longer than slow-query (slow) and critical-query (critical).")
              .note("What is critical is slow, too."));
  public static final Metric QUERY_ERRORS =
      add(
          Metric.counter(Section.DATABASE, "db_query_errors_total")
              .labels(SYSTEM, OPERATION, COLLECTION, ERROR)
              .free(COLLECTION)
              .help("Failed calls by kind of error.")
              .note(
                  "`integrity`, `rollback`, `connection`, `syntax`, `data`, `timeout`, `other`: from"
                      + " SQLState and exception type."));

  public static final Metric CONNECTIONS =
      add(
          Metric.gauge(Section.POOLS, "db_connections")
              .labels(POOL, "state")
              .help("Connections of a pool by state.")
              .note("`active` (handed out) and `idle`."));
  public static final Metric CONNECTIONS_MAX =
      add(
          Metric.gauge(Section.POOLS, "db_connections_max")
              .labels(POOL)
              .help("The most connections that a pool may have.")
              .note("Infinite where it has no bound."));
  public static final Metric CONNECTIONS_PENDING =
      add(
          Metric.gauge(Section.POOLS, "db_connection_requests_pending")
              .labels(POOL)
              .help("Threads that wait for a connection of a pool."));
  public static final Metric CONNECTION_WAIT =
      add(
          Metric.histogram(Section.POOLS, "db_connection_wait_seconds")
              .labels(POOL)
              .help("From asking a pool for a connection until it is handed out."));
  public static final Metric CONNECTION_USE =
      add(
          Metric.histogram(Section.POOLS, "db_connection_use_seconds")
              .labels(POOL)
              .help("From getting a connection of a pool until giving it back.")
              .note("Whatever thread gives it back; one that never is does not count."));
  public static final Metric CONNECTION_TIMEOUTS =
      add(
          Metric.counter(Section.POOLS, "db_connection_timeouts_total")
              .labels(POOL)
              .help("Attempts to get a connection of a pool that got none.")
              .note("Whatever the reason; they are in no histogram."));

  public static final Metric CACHE_DURATION =
      add(
          Metric.histogram(Section.CACHE, "cache_operation_duration_seconds")
              .labels(SYSTEM, OPERATION)
              .free(OPERATION)
              .help(
                  "One command, one pipeline sync, one transaction. Blocking commands are not timed.")
              .note(
                  "A pipeline that is read, a transaction that is executed or discarded, a call to a"
                      + " cluster are one. `BLPOP`, `XREAD BLOCK`, subscriptions and the like are"
                      + " counted only."));
  public static final Metric CACHE_OPERATIONS =
      add(
          Metric.counter(Section.CACHE, "cache_operations_total")
              .labels(SYSTEM, OPERATION, "result")
              .free(OPERATION)
              .help("Commands by result; reads that can miss count per key.")
              .note(
                  "`hit`, `miss` (per key or field where several are asked for), `ok` (the rest),"
                      + " `error` (error reply, connection lost)."));
  public static final Metric CACHE_HIT_RATIO =
      add(
          Metric.gauge(Section.CACHE, "cache_hit_ratio")
              .help("Share of hits in the reads of the sliding window error-window.")
              .note("Absent without a read in it. For eyes and scripts, not for rules."));

  public static final Metric EXTERNAL_DURATION =
      add(
          Metric.histogram(Section.EXTERNAL, "external_api_duration_seconds")
              .labels(PEER, OPERATION, STATUS_CODE)
              .free(PEER, OPERATION)
              .help("Time until the response head of an outbound HTTP call has arrived.")
              .note("`status_code` is `error` where none did."));
  public static final Metric EXTERNAL_REQUESTS =
      add(
          Metric.counter(Section.EXTERNAL, "external_api_requests_total")
              .labels(PEER, OPERATION, STATUS_CODE)
              .free(PEER, OPERATION)
              .help("Outbound HTTP calls.")
              .note("Equal to the histogram's count, unless that takes a `sampling` only."));
  public static final Metric EXTERNAL_SLOW =
      add(
          Metric.counter(Section.EXTERNAL, "external_api_slow_requests_total")
              .labels(PEER, OPERATION)
              .free(PEER, OPERATION)
              .help("Outbound calls longer than the threshold slow-external."));
  public static final Metric EXTERNAL_ERRORS =
      add(
          Metric.counter(Section.EXTERNAL, "external_api_errors_total")
              .labels(PEER, ERROR)
              .free(PEER)
              .help("Outbound calls that failed, by kind of error.")
              .note(
                  "`4xx`, `5xx`, `timeout`, `connect`, `dns`, `tls`, `io`, `cancelled`, `other`."));

  public static final Metric METHOD_DURATION =
      add(
          Metric.histogram(Section.METHODS, "method_duration_seconds")
              .labels(METHOD, STATUS)
              .free(METHOD)
              .help(
                  "Methods named by the option methods, to the completion of a future they return.")
              .note("Those named as `method`, such as `Tax.compute`; `success` or `error`."));

  public static final Metric JOB_DURATION =
      add(
          Metric.histogram(Section.JOBS, "background_job_duration_seconds")
              .labels(TASK, STATUS)
              .free(TASK)
              .help("One run of a periodic task.")
              .note("Runs that ended, `success` or `error`."));
  public static final Metric JOB_ERRORS =
      add(
          Metric.counter(Section.JOBS, "background_job_errors_total")
              .labels(TASK)
              .free(TASK)
              .help("Runs that threw.")
              .note("Whoever has caught it."));
  public static final Metric JOBS_RUNNING =
      add(
          Metric.gauge(Section.JOBS, "background_jobs_running")
              .labels(TASK)
              .free(TASK)
              .help("Runs in flight."));
  public static final Metric JOB_LAST_SUCCESS =
      add(
          Metric.gauge(Section.JOBS, "background_job_last_success_timestamp_seconds")
              .labels(TASK)
              .free(TASK)
              .help("Unix time of the last run that did not throw.")
              .note("There after the first one."));
  public static final Metric JOBS_DIED =
      add(
          Metric.counter(Section.JOBS, "background_jobs_died_total")
              .labels(TASK)
              .free(TASK)
              .help("Periodic tasks that an exception ended for good.")
              .note(
                  "With a `Timer` all its periodic tasks die. One that was cancelled, or the executor"
                      + " of which was shut down, has not died."));

  public static final Metric REQUEST_TIME =
      add(
          Metric.counter(Section.BREAKDOWN, "http_request_time_seconds_total")
              .labels(METHOD, ROUTE, "component")
              .free(ROUTE)
              .help("Where the time of requests went, on their own threads.")
              .note(
                  "`db`, `cache`, `external`, `app`: wall clock, a call inside another one counted"
                      + " under the outer one; the four add up to the duration. `db` is execute"
                      + " calls, commits and rollbacks, and getting connections."));
  public static final Metric REQUEST_QUERIES =
      add(
          Metric.histogram(Section.BREAKDOWN, "http_request_db_queries")
              .labels(ROUTE)
              .free(ROUTE)
              .help("Queries that one request ran.")
              .note("Commits and rollbacks are none."));
  public static final Metric N_PLUS_ONE =
      add(
          Metric.counter(Section.BREAKDOWN, "http_n_plus_one_requests_total")
              .labels(ROUTE, COLLECTION)
              .free(ROUTE, COLLECTION)
              .help("Requests that ran one statement at least n-plus-one times."));
  public static final Metric REQUEST_EXTERNAL_CALLS =
      add(
          Metric.histogram(Section.BREAKDOWN, "http_request_external_calls")
              .labels(ROUTE)
              .free(ROUTE)
              .help("Outbound calls that one request made."));
  public static final Metric HELD_EXTERNAL =
      add(
          Metric.counter(Section.BREAKDOWN, "db_connection_held_external_seconds_total")
              .labels(ROUTE, PEER)
              .free(ROUTE, PEER)
              .help(
                  "Waiting for another service while the request's thread held a database"
                      + " connection."));

  public static final Metric APP =
      add(
          Metric.info(Section.AGENT, "app_info")
              .labels("name", "version", "environment")
              .help("The measured application.")
              .note("From the configuration, else the main jar's manifest."));
  public static final Metric THRESHOLD =
      add(
          Metric.gauge(Section.AGENT, "tacho_threshold_seconds")
              .labels("kind")
              .help("Thresholds in force.")
              .note("`slow_request`, `slow_query`, `critical_query`, `slow_external`."));
  public static final Metric OBJECTIVE =
      add(
          Metric.gauge(Section.AGENT, "tacho_objective_ratio")
              .labels("slo")
              .help("Objectives in force.")
              .note("`availability` and `latency`."));
  public static final Metric BUILD =
      add(
          Metric.info(Section.AGENT, "tacho_build_info")
              .labels("version", "revision")
              .help("The agent."));
  public static final Metric ENABLED =
      add(
          Metric.gauge(Section.AGENT, "tacho_enabled")
              .help("Whether anything is measured: 0 while enabled=false.")
              .note(
                  "What else is shown of the application then stands still, but for pools"
                      + " ([kill-switch.md](kill-switch.md))."));
  public static final Metric STARTUP =
      add(
          Metric.gauge(Section.AGENT, "tacho_startup_seconds")
              .labels("phase")
              .help("Time that premain held the application's start, and until weaving was ready.")
              .note("`premain` and `weaving`."));
  public static final Metric INSTRUMENTED_CLASSES =
      add(
          Metric.gauge(Section.AGENT, "tacho_instrumented_classes")
              .labels(INSTRUMENTATION)
              .help("Classes woven."));
  public static final Metric ERRORS =
      add(
          Metric.counter(Section.AGENT, "tacho_errors_total")
              .labels(INSTRUMENTATION)
              .help("Failures inside the agent, which the application never sees."));
  public static final Metric LOG_SUPPRESSED =
      add(
          Metric.counter(Section.AGENT, "tacho_log_suppressed_total")
              .help("Lines that the agent's log left out, because their cause had been said."));
  public static final Metric SERIES =
      add(Metric.gauge(Section.AGENT, "tacho_series").labels(FAMILY).help("Series in use."));
  public static final Metric SERIES_LIMIT =
      add(
          Metric.gauge(Section.AGENT, "tacho_series_limit")
              .labels(FAMILY)
              .help("Series that a family may have."));
  public static final Metric SERIES_OVERFLOW =
      add(
          Metric.counter(Section.AGENT, "tacho_series_overflow_total")
              .labels(FAMILY)
              .help("Measurements put under _other_."));
  public static final Metric OVERHEAD =
      add(
          Metric.counter(Section.AGENT, "tacho_overhead_seconds_total")
              .help("Time in the agent's own code on application threads, from a sample.")
              .note("Measured on one call in 64."));
  public static final Metric RELOAD_SUCCESSFUL =
      add(
          Metric.gauge(Section.AGENT, "tacho_config_last_reload_successful")
              .help("Whether all that the configuration file says is in force.")
              .note(
                  "0 if a value is wrong or waits for a restart, or the [file](configuration.md#the-file)"
                      + " cannot be read; there if one is configured."));
  public static final Metric RELOAD_TIME =
      add(
          Metric.gauge(Section.AGENT, "tacho_config_last_reload_timestamp_seconds")
              .help("When the configuration file was last read anew, as Unix time.")
              .note("There if there is a file."));
  public static final Metric EVENT_RECORDS =
      add(
          Metric.counter(Section.AGENT, "tacho_event_log_records_total")
              .labels("kind")
              .help("Records of the event log written.")
              .note(
                  "There if an [event log](event-log.md) or an alert is configured, like the next"
                      + " ones."));
  public static final Metric EVENTS_DROPPED =
      add(
          Metric.counter(Section.AGENT, "tacho_event_log_dropped_total")
              .labels(REASON)
              .help("Records of the event log not written.")
              .note("`queue`, `rate`, `disk`."));
  public static final Metric ALERTS =
      add(
          Metric.counter(Section.AGENT, "tacho_alerts_total")
              .labels(TARGET)
              .help("Critical records that a webhook or Sentry has taken."));
  public static final Metric ALERT_FAILURES =
      add(
          Metric.counter(Section.AGENT, "tacho_alert_failures_total")
              .labels(TARGET, REASON)
              .help("Critical records that a webhook or Sentry did not get.")
              .note("`queue`, `rate`, `delivery`."));
  public static final Metric PUSH_FAILURES =
      add(
          Metric.counter(Section.AGENT, "tacho_push_failures_total")
              .help("Pushes that the push gateway did not take.")
              .note("There if a `push-gateway` is configured."));

  private Metrics() {}

  public static List<Metric> all() {
    return Collections.unmodifiableList(all);
  }

  private static Metric add(Metric.Builder declared) {
    Metric metric = declared.build();
    all.add(metric);
    return metric;
  }
}

package dev.tacho.summary;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacho.methods.PatternMatches;
import dev.tacho.metrics.RecentCounts;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/** Writes the summary of one moment, from one reading of the metrics. Used by one thread. */
final class SummaryJson extends JsonPage {
  /** Goes up when a field is taken away or changes its meaning; new ones may come at any time. */
  private static final int FORMAT = 1;

  private static final int STATEMENTS = 10;

  /** In place of labels: what the row adds up. */
  private static final String REST = "_rest_";

  private static final String ERRORS_BY = "error.";
  private static final String STATUS_BY = "status.";
  private static final String RESULT_BY = "result.";
  private static final String TIME_BY = "time.";
  private static final String STATE_BY = "state.";

  private static final String[] TIME_COMPONENTS = {"app", "db", "cache", "external"};

  private final Summary summary;
  private final long nowNanos;
  private final boolean withStatements;
  private final double uptimeSeconds;
  private final Readings readings;
  private final double availabilityObjective;
  private final double latencyObjective;

  /** By route, whatever the method. */
  private final Table work;

  private final Table outbound;

  SummaryJson(Summary summary, long nowNanos, boolean withStatements) {
    this.summary = summary;
    this.nowNanos = nowNanos;
    this.withStatements = withStatements;
    this.uptimeSeconds = summary.uptimeSeconds(nowNanos);
    this.readings = new Readings(summary.families.collectAll());
    this.availabilityObjective = readings.value("tacho_objective_ratio", "slo", "availability");
    this.latencyObjective = readings.value("tacho_objective_ratio", "slo", "latency");
    this.work =
        new Table(readings, "route")
            .durations("http_request_db_queries")
            .numbers("http_n_plus_one_requests", "n_plus_one")
            .numbers("db_connection_held_external_seconds", "held");
    this.outbound = new Table(readings, "route").durations("http_request_external_calls");
  }

  @Override
  protected void write(JsonGenerator out) throws IOException {
    out.writeNumberField("format", FORMAT);
    decimal(out, "time_seconds", System.currentTimeMillis() / 1e3);
    writeApp(out);
    writeThresholds(out);
    Table routes = routes();
    writeTraffic(out, routes.total());
    writeRoutes(out, routes);
    if (withStatements) {
      StatementsPage.write(out, summary.families.statements().longest(STATEMENTS));
    }
    writeDatabases(out);
    writePools(out);
    writeCache(out);
    writePeers(out);
    writeJobs(out);
    writeMethods(out);
    writeAgent(out);
    writeUnused(out);
  }

  private void writeApp(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("app");
    text(out, "name", summary.app.name());
    text(out, "version", summary.app.version());
    text(out, "environment", summary.app.environment());
    out.writeEndObject();
  }

  private void writeAgent(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("agent");
    text(out, "version", summary.build.version);
    text(out, "revision", summary.build.revision);
    text(out, "pid", summary.pid);
    decimal(out, "started_seconds", summary.startedSeconds);
    decimal(out, "uptime_seconds", uptimeSeconds);
    out.writeBooleanField("enabled", readings.sum("tacho_enabled") != 0);
    double overhead = readings.sum("tacho_overhead_seconds");
    decimal(out, "overhead_seconds", overhead);
    decimal(
        out,
        "overhead_processor_share",
        overhead / uptimeSeconds / Runtime.getRuntime().availableProcessors());
    writeNumbers(out, "errors", "tacho_errors", "instrumentation");
    writeNumbers(out, "woven_classes", "tacho_instrumented_classes", "instrumentation");
    writeScrapes(out);
    writeSeries(out);
    writeNumbers(out, "event_log_records", "tacho_event_log_records", "kind");
    writeNumbers(out, "event_log_dropped", "tacho_event_log_dropped", "reason");
    writeNumbers(out, "alert_failures", "tacho_alert_failures", "reason");
    writeReload(out);
    out.writeEndObject();
  }

  /** The values of a metric by one label; those that are 0 are left out. */
  private void writeNumbers(JsonGenerator out, String name, String metric, String label)
      throws IOException {
    Row all = new Table(readings).numbersBy(label, metric, "").total();
    if (!all.all("").isEmpty()) {
      writeNumbers(out, name, all.all(""));
    }
  }

  private static void writeNumbers(JsonGenerator out, String name, Map<String, Double> numbers)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, Double> number : numbers.entrySet()) {
      if (number.getValue() != 0) {
        count(out, number.getKey(), number.getValue());
      }
    }
    out.writeEndObject();
  }

  private void writeScrapes(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("scrapes");
    out.writeNumberField("count", summary.scrapes().count());
    decimal(out, "last_seconds_ago", summary.scrapes().lastSecondsAgo(nowNanos));
    decimal(out, "interval_seconds", summary.scrapes().intervalSeconds());
    out.writeEndObject();
  }

  private void writeSeries(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("series");
    List<Labels> families = readings.series("tacho_series");
    for (Labels labels : families) {
      String family = labels.get("family");
      out.writeStartObject();
      text(out, "family", family);
      count(out, "series", readings.value("tacho_series", "family", family));
      count(out, "limit", readings.value("tacho_series_limit", "family", family));
      count(out, "overflow", readings.value("tacho_series_overflow", "family", family));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Only where there is a file that is watched. */
  private void writeReload(JsonGenerator out) throws IOException {
    double successful = readings.sum("tacho_config_last_reload_successful");
    if (!Double.isNaN(successful)) {
      out.writeObjectFieldStart("config_reload");
      out.writeBooleanField("successful", successful != 0);
      decimal(out, "time_seconds", readings.sum("tacho_config_last_reload_timestamp_seconds"));
      out.writeEndObject();
    }
  }

  private void writeThresholds(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("thresholds");
    for (Labels labels : readings.series("tacho_threshold_seconds")) {
      String kind = labels.get("kind");
      decimal(out, kind + "_seconds", readings.value("tacho_threshold_seconds", "kind", kind));
    }
    out.writeEndObject();
  }

  private Table routes() {
    return new Table(readings, "method", "route")
        .durations("http_request_duration_seconds")
        .numbersBy("status_code", "http_requests", STATUS_BY)
        .numbers("http_slow_requests", "slow")
        .numbersBy("component", "http_request_time_seconds", TIME_BY);
  }

  /** How many requests had a status that begins with {@code digit}, or all of them for 0. */
  private static double requests(Row row, char digit) {
    double sum = 0;
    for (Map.Entry<String, Double> status : row.all(STATUS_BY).entrySet()) {
      if (digit == '0' || status.getKey().indexOf(digit) == 0) {
        sum += status.getValue();
      }
    }
    return sum;
  }

  private void writeTraffic(JsonGenerator out, Row all) throws IOException {
    out.writeObjectFieldStart("traffic");
    writeRequests(out, all);
    count(out, "active", readings.sum("http_active_requests"));
    writeWindow(out);
    out.writeEndObject();
  }

  private void writeRequests(JsonGenerator out, Row row) throws IOException {
    double requests = requests(row, '0');
    double errors = requests(row, '5');
    count(out, "requests", requests);
    decimal(out, "rate_per_second", requests / uptimeSeconds);
    count(out, "errors_4xx", requests(row, '4'));
    count(out, "errors_5xx", errors);
    decimal(out, "error_ratio", errors / requests);
    count(out, "slow", row.sum("slow"));
    writeLatencies(out, row.latencies);
    writeTime(out, row);
    out.writeObjectFieldStart("objectives");
    writeObjective(out, "availability", availabilityObjective, requests, errors);
    writeObjective(out, "latency", latencyObjective, requests, row.sum("slow"));
    out.writeEndObject();
  }

  /** The sliding window of the option {@code error-window}, as far as it goes back. */
  private void writeWindow(JsonGenerator out) throws IOException {
    RecentCounts recent = summary.families.http().recent(nowNanos);
    double seconds = recent.nanos == 0 ? uptimeSeconds : recent.nanos / 1e9;
    out.writeObjectFieldStart("window");
    decimal(out, "seconds", seconds);
    out.writeNumberField("requests", recent.whole);
    decimal(out, "rate_per_second", recent.whole / seconds);
    out.writeNumberField("errors_5xx", recent.part);
    decimal(out, "error_ratio", recent.part / (double) recent.whole);
    out.writeEndObject();
  }

  private static void writeLatencies(JsonGenerator out, Latencies latencies) throws IOException {
    decimal(out, "total_seconds", latencies.sum());
    decimal(out, "p50_seconds", latencies.quantile(0.50));
    decimal(out, "p95_seconds", latencies.quantile(0.95));
    decimal(out, "p99_seconds", latencies.quantile(0.99));
    decimal(out, "max_bucket_seconds", latencies.highest());
  }

  private static void writeTime(JsonGenerator out, Row row) throws IOException {
    double all = 0;
    for (String component : TIME_COMPONENTS) {
      all += row.sum(TIME_BY + component);
    }
    if (all > 0) {
      out.writeObjectFieldStart("time_share");
      for (String component : TIME_COMPONENTS) {
        decimal(out, component, row.sum(TIME_BY + component) / all);
      }
      out.writeEndObject();
    }
  }

  private static void writeObjective(
      JsonGenerator out, String name, double objective, double all, double bad) throws IOException {
    if (all > 0 && !Double.isNaN(objective)) {
      double allowed = 1 - objective;
      out.writeObjectFieldStart(name);
      decimal(out, "objective", objective);
      decimal(out, "ratio", 1 - bad / all);
      out.writeBooleanField("complies", bad / all <= allowed + 1e-9); // 1 - 0.999 is not 0.001
      decimal(out, "budget_left", 1 - bad / all / allowed);
      out.writeEndObject();
    }
  }

  /** Writes the fields of a row besides its labels. */
  private interface RowWriter {
    void write(JsonGenerator out, Row row) throws IOException;
  }

  private static void writeRows(JsonGenerator out, String name, Table table, RowWriter writer)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (Row row : table.longest()) {
      out.writeStartObject();
      for (int i = 0; i < row.key.size(); i++) {
        text(out, table.keyLabels().get(i), row.key.get(i));
      }
      writer.write(out, row);
      out.writeEndObject();
    }
    List<Row> rest = table.rest();
    if (!rest.isEmpty()) {
      out.writeStartObject();
      for (String label : table.keyLabels()) {
        text(out, label, REST);
      }
      out.writeNumberField("rows", rest.size());
      writer.write(out, Table.sum(rest));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeRoutes(JsonGenerator out, Table routes) throws IOException {
    writeRows(
        out,
        "routes",
        routes,
        new RowWriter() {
          @Override
          public void write(JsonGenerator out, Row row) throws IOException {
            writeRequests(out, row);
            if (!row.key.isEmpty()) {
              writeWork(out, row.key.get(1));
            }
            writeBuckets(out, row.latencies);
          }
        });
  }

  /** What all methods of a route have in common. */
  private void writeWork(JsonGenerator out, String route) throws IOException {
    Row row = work.find(route);
    Latencies calls = outbound.find(route).latencies;
    decimal(out, "db_queries_per_request", row.latencies.sum() / row.latencies.count());
    decimal(out, "external_calls_per_request", calls.sum() / calls.count());
    count(out, "n_plus_one_requests", row.sum("n_plus_one"));
    decimal(out, "connection_held_external_seconds", row.sum("held"));
  }

  private static void writeBuckets(JsonGenerator out, Latencies latencies) throws IOException {
    out.writeArrayFieldStart("latency_buckets");
    for (Latencies.Bucket bucket : latencies.buckets()) {
      out.writeStartArray();
      if (Double.isInfinite(bucket.upper)) {
        out.writeNull();
      } else {
        out.writeNumber(BigDecimal.valueOf(bucket.upper).round(new MathContext(6)).toPlainString());
      }
      out.writeNumber(bucket.count());
      out.writeEndArray();
    }
    out.writeEndArray();
  }

  private void writeDatabases(JsonGenerator out) throws IOException {
    Table databases =
        new Table(readings, "system", "operation", "collection")
            .durations("db_query_duration_seconds")
            .numbersBy("status", "db_queries", STATUS_BY)
            .numbersBy("threshold", "db_slow_queries", "threshold.")
            .numbersBy("error", "db_query_errors", ERRORS_BY);
    writeRows(
        out,
        "databases",
        databases,
        new RowWriter() {
          @Override
          public void write(JsonGenerator out, Row row) throws IOException {
            count(out, "queries", queries(row));
            count(out, "errors", row.get(STATUS_BY + "error"));
            writeNumbers(out, "errors_by_kind", row.all(ERRORS_BY));
            count(out, "slow", row.get("threshold.slow"));
            count(out, "critical", row.get("threshold.critical"));
            writeLatencies(out, row.latencies);
          }
        });
  }

  /** Of the counter, which is exact, but has no series of its own for all that have a histogram. */
  private static double queries(Row row) {
    return row.has(STATUS_BY + "success")
        ? row.get(STATUS_BY + "success") + row.get(STATUS_BY + "error")
        : row.latencies.count();
  }

  private void writePools(JsonGenerator out) throws IOException {
    final Table uses = new Table(readings, "pool").durations("db_connection_use_seconds");
    Table pools =
        new Table(readings, "pool")
            .durations("db_connection_wait_seconds")
            .numbersBy("state", "db_connections", STATE_BY)
            .numbers("db_connections_max", "max")
            .numbers("db_connection_requests_pending", "pending")
            .numbers("db_connection_timeouts", "timeouts");
    writeRows(
        out,
        "pools",
        pools,
        new RowWriter() {
          @Override
          public void write(JsonGenerator out, Row row) throws IOException {
            count(out, "active", row.get(STATE_BY + "active"));
            count(out, "idle", row.get(STATE_BY + "idle"));
            count(out, "max", row.get("max"));
            count(out, "pending", row.get("pending"));
            count(out, "timeouts", row.get("timeouts"));
            out.writeNumberField("waits", row.latencies.count());
            decimal(out, "wait_p95_seconds", row.latencies.quantile(0.95));
            if (!row.key.isEmpty()) {
              Latencies use = uses.find(row.key.get(0)).latencies;
              decimal(out, "use_p95_seconds", use.quantile(0.95));
            }
          }
        });
  }

  private void writeCache(JsonGenerator out) throws IOException {
    Table cache =
        new Table(readings, "system", "operation")
            .durations("cache_operation_duration_seconds")
            .numbersBy("result", "cache_operations", RESULT_BY);
    out.writeObjectFieldStart("cache");
    writeResults(out, cache.total());
    decimal(out, "window_hit_ratio", readings.sum("cache_hit_ratio"));
    writeRows(
        out,
        "operations",
        cache,
        new RowWriter() {
          @Override
          public void write(JsonGenerator out, Row row) throws IOException {
            writeResults(out, row);
            out.writeNumberField("timed", row.latencies.count());
            writeLatencies(out, row.latencies);
          }
        });
    out.writeEndObject();
  }

  private static void writeResults(JsonGenerator out, Row row) throws IOException {
    double hits = row.sum(RESULT_BY + "hit");
    double misses = row.sum(RESULT_BY + "miss");
    count(out, "hits", hits);
    count(out, "misses", misses);
    decimal(out, "hit_ratio", hits / (hits + misses));
    count(out, "ok", row.sum(RESULT_BY + "ok"));
    count(out, "errors", row.sum(RESULT_BY + "error"));
  }

  private void writePeers(JsonGenerator out) throws IOException {
    Table peers =
        new Table(readings, "peer_service")
            .durations("external_api_duration_seconds")
            .numbers("external_api_requests", "requests")
            .numbers("external_api_slow_requests", "slow")
            .numbersBy("error", "external_api_errors", ERRORS_BY);
    writeRows(
        out,
        "peers",
        peers,
        new RowWriter() {
          @Override
          public void write(JsonGenerator out, Row row) throws IOException {
            count(out, "requests", row.sum("requests"));
            writeNumbers(out, "errors_by_kind", row.all(ERRORS_BY));
            count(out, "slow", row.sum("slow"));
            writeLatencies(out, row.latencies);
          }
        });
  }

  private void writeJobs(JsonGenerator out) throws IOException {
    Table jobs =
        new Table(readings, "task")
            .durations("background_job_duration_seconds")
            .numbers("background_job_errors", "errors")
            .numbers("background_jobs_running", "running")
            .numbers("background_jobs_died", "died")
            .numbers("background_job_last_success_timestamp_seconds", "last_success");
    writeRows(
        out,
        "jobs",
        jobs,
        new RowWriter() {
          @Override
          public void write(JsonGenerator out, Row row) throws IOException {
            out.writeNumberField("runs", row.latencies.count());
            count(out, "errors", row.sum("errors"));
            count(out, "running", row.sum("running"));
            count(out, "died", row.sum("died"));
            if (!row.key.isEmpty()) {
              decimal(out, "last_success_seconds", row.get("last_success"));
            }
            writeLatencies(out, row.latencies);
          }
        });
  }

  private void writeMethods(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("methods");
    for (PatternMatches matches : summary.named.all()) {
      out.writeStartObject();
      text(out, "pattern", matches.pattern().methods());
      text(out, "kind", matches.pattern().target());
      out.writeNumberField("methods_matched", matches.methods());
      out.writeBooleanField("refused", matches.isRefused());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** What the operator configured and nothing has come by for. */
  private void writeUnused(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("unused");
    writeTexts(out, "routes", summary.families.http().routes().unused());
    writeTexts(out, "services", summary.families.external().unusedServices());
    out.writeEndObject();
  }

  private static void writeTexts(JsonGenerator out, String name, List<String> texts)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}

package dev.tacho.monitoring.dashboards;

import static dev.tacho.monitoring.dashboards.Expressions.HOUR;
import static dev.tacho.monitoring.dashboards.Expressions.INSTANCES;
import static dev.tacho.monitoring.dashboards.Expressions.JOB;
import static dev.tacho.monitoring.dashboards.Expressions.ROUTES;
import static dev.tacho.monitoring.dashboards.Expressions.budget;
import static dev.tacho.monitoring.dashboards.Expressions.limit;
import static dev.tacho.monitoring.dashboards.Expressions.mean;
import static dev.tacho.monitoring.dashboards.Expressions.orZero;
import static dev.tacho.monitoring.dashboards.Expressions.percentile;
import static dev.tacho.monitoring.dashboards.Expressions.series;
import static dev.tacho.monitoring.dashboards.Expressions.sumOfIncreases;
import static dev.tacho.monitoring.dashboards.Expressions.sumOfRates;
import static dev.tacho.monitoring.dashboards.Expressions.top;

import java.util.List;

/** How a service does, from its verdict down to what it waits for. */
final class ServiceDashboard {
  static final String UID = "tacho-service";

  private static final String SECONDS = "job:budget:seconds";
  private static final String RATIO = "job:budget:ratio";

  private ServiceDashboard() {}

  static Dashboard create() {
    return new Dashboard(
        UID,
        "Tacho / Service",
        "Requests of a service, and what it waits for. The verdict is that of the whole service over five"
            + " minutes; what follows is of the chosen instances and routes.",
        List.of(Variable.DATASOURCE, Variable.JOB, Variable.INSTANCE, Variable.ROUTE),
        List.of(verdict(), requests(), time(), database(), pools(), external(), cache(), jobs()));
  }

  private static Row verdict() {
    return Row.of(
        "Verdict",
        Panels.instancesUp(),
        Panels.firingAlerts(),
        Panel.stat(
            "Traffic",
            "Requests a second.",
            Unit.REQUESTS_PER_SECOND,
            List.of(),
            Target.of(series("job:http_requests:rate5m", JOB), "requests")),
        Panels.judged(
                "Failed requests",
                "Share of requests answered 5xx, and what its budget says to it.",
                Unit.SHARE,
                series("job:http_request_errors:ratio5m", JOB),
                budget(RATIO, "http_errors", "warning"),
                budget(RATIO, "http_errors", "critical"))
            .runbooks("HttpErrorRatioHigh", "HttpErrorRatioCritical"),
        Panels.judged(
                "Latency p95",
                "Time within which 95 % of the requests are answered, and what its budget says to it.",
                Unit.SECONDS,
                series("job:http_request_duration_seconds:p95", JOB),
                budget(SECONDS, "http_p95", "warning"),
                budget(SECONDS, "http_p95", "critical"))
            .runbooks("HttpLatencyHigh", "HttpLatencyCritical"),
        Panels.budgetLeft(),
        Panel.table(
                "Alerts",
                "Alerts that fire, with how many series they fire for and since when; a click leads to"
                    + " the runbook.",
                "alertname",
                "lasts",
                Column.of(
                    "series",
                    Unit.COUNT,
                    "count by (alertname, severity) (" + Panels.firing(".+") + ")"),
                Column.of(
                    "lasts",
                    Unit.SECONDS,
                    "max by (alertname, severity) (time() - %s and ignoring (alertstate) %s)"
                        .formatted(series("ALERTS_FOR_STATE", JOB), Panels.firing(".+"))))
            .width(12)
            .height(8)
            .linkedByAlert(),
        latencyBudgets());
  }

  private static Panel latencyBudgets() {
    String now =
        "max by (budget) ("
            + String.join(
                " or ",
                budgeted("http_p50", "job:http_request_duration_seconds:p50"),
                budgeted("http_p95", "job:http_request_duration_seconds:p95"),
                budgeted("http_p99", "job:http_request_duration_seconds:p99"),
                budgeted("database_p50", "job:db_query_duration_seconds:p50"),
                budgeted("database_p95", "job:db_query_duration_seconds:p95"),
                budgeted("database_p99", "job:db_query_duration_seconds:p99"),
                budgeted("external_p95", "peer:external_api_duration_seconds:p95"))
            + ")";
    String warning = budgets("warning");
    return Panel.table(
            "Latency budgets",
            "Percentiles of the last five minutes and what they use of their budgets, above 1 too much; of"
                + " outbound calls it is the slowest peer.",
            "budget",
            "used",
            Column.of("now", Unit.SECONDS, now),
            Column.of("warning", Unit.SECONDS, warning),
            Column.of("critical", Unit.SECONDS, budgets("critical")),
            Column.of(
                "used",
                Unit.TIMES,
                now + " / on (budget) " + warning,
                Step.base("green"),
                Step.from(1, "orange")))
        .width(12)
        .height(8);
  }

  private static String budgeted(String budget, String record) {
    return "label_replace(%s, \"budget\", \"%s\", \"\", \"\")"
        .formatted(Expressions.number(series(record, JOB)), budget);
  }

  private static String budgets(String severity) {
    return "max by (budget) (" + series(SECONDS, JOB + ", severity=\"" + severity + "\"") + ")";
  }

  private static Row requests() {
    String all = sumOfRates("http_requests_total", ROUTES);
    return Row.of(
        "Requests",
        Panel.chart(
                "Request rate",
                "Requests a second by method.",
                Unit.REQUESTS_PER_SECOND,
                Target.of(sumOfRates("method", "http_requests_total", ROUTES), "{{method}}"))
            .runbooks("HttpNoTraffic", "HttpThroughputHalved"),
        latency(
                "Latency",
                "Time to answer a request, with the budgets of p95 as lines and single requests as"
                    + " exemplars.",
                "http_request_duration_seconds",
                ROUTES,
                "http_p95")
            .runbooks("HttpLatencyHigh", "HttpLatencyCritical"),
        Panel.chart(
                "Errors",
                "Share of requests answered 4xx and 5xx, with the target and the budgets of 5xx as lines.",
                Unit.SHARE,
                Target.of(shareOfStatus("5..", all), "5xx"),
                Target.of(shareOfStatus("4..", all), "4xx"),
                Target.objectiveLine(budget(RATIO, "http_errors", "target"), "target"),
                Target.warningLine(budget(RATIO, "http_errors", "warning"), "warning"),
                Target.criticalLine(budget(RATIO, "http_errors", "critical"), "critical"))
            .runbooks("HttpErrorRatioHigh", "HttpErrorRatioCritical"),
        Panel.chart(
                "Active requests",
                "Requests in flight; what rises and does not fall is a service that cannot keep up.",
                Unit.COUNT,
                Target.of(
                    "sum by (instance) (" + series("http_active_requests", INSTANCES) + ")",
                    "{{instance}}"))
            .runbooks("HttpRequestsPilingUp"),
        Panel.chart(
                "Slow requests",
                "Share of requests longer than the agent's threshold slow-request, by route.",
                Unit.SHARE,
                Target.of(
                    top(
                        10,
                        "sum by (route) (rate(http_slow_requests_total{%1$s}[$__rate_interval])) / (sum by (route) (rate(http_requests_total{%1$s}[$__rate_interval])) > 0)"
                            .formatted(ROUTES)),
                    "{{route}}"))
            .linkedByRoute(),
        Panel.chart(
                "Busiest routes",
                "Time spent on requests in a second, by route: one is one request in flight all the time.",
                Unit.COUNT,
                Target.of(
                    top(10, sumOfRates("route", "http_request_time_seconds_total", ROUTES)),
                    "{{route}}"))
            .linkedByRoute());
  }

  private static String shareOfStatus(String status, String all) {
    String rate = sumOfRates("http_requests_total", ROUTES + ", status_code=~\"" + status + "\"");
    return "(" + orZero(rate, all) + ") / (" + all + " > 0)";
  }

  private static Panel latency(
      String title, String description, String histogram, String selector, String budget) {
    return Panel.chart(
            title,
            description,
            Unit.SECONDS,
            Target.of(percentile(0.5, histogram, selector), "p50"),
            Target.withExemplars(percentile(0.95, histogram, selector), "p95"),
            Target.of(percentile(0.99, histogram, selector), "p99"),
            Target.warningLine(budget(SECONDS, budget, "warning"), "p95 warning"),
            Target.criticalLine(budget(SECONDS, budget, "critical"), "p95 critical"))
        .logarithmic();
  }

  private static Row time() {
    return Row.of(
        "Where the time goes",
        Panel.stack(
                "Where the time of requests goes",
                "Share of the time of requests that their own threads spend on each kind of work.",
                Unit.SHARE,
                Target.of(
                    "%s / on () group_left () (%s > 0)"
                        .formatted(
                            sumOfRates("component", "http_request_time_seconds_total", ROUTES),
                            sumOfRates("http_request_time_seconds_total", ROUTES)),
                    "{{component}}"))
            .ofOne(),
        Panel.chart(
            "Queries and calls per request",
            "Mean number of database queries and of outbound calls that one request makes.",
            Unit.COUNT,
            Target.of(mean("job", "http_request_db_queries", ROUTES), "queries"),
            Target.of(mean("job", "http_request_external_calls", ROUTES), "outbound calls")),
        Panel.chart(
                "N+1 queries",
                "Share of requests that run one statement many times, by route and table.",
                Unit.SHARE,
                Target.of(
                    series("route:http_n_plus_one_requests:ratio5m", JOB + ", route=~\"$route\""),
                    "{{route}} {{collection}}"),
                Target.warningLine(
                    limit("job:limit:ratio", "n_plus_one_requests", "warning"), "warning"))
            .linkedByRoute()
            .runbooks("NPlusOneQueries"));
  }

  private static Row database() {
    return Row.of(
        "Database",
        latency(
                "Query latency",
                "Time of a query, with the budgets of p95 as lines and single queries as exemplars.",
                "db_query_duration_seconds",
                INSTANCES,
                "database_p95")
            .runbooks("DatabaseLatencyHigh", "DatabaseLatencyCritical"),
        Panel.chart(
                "Slow queries",
                "Queries a second longer than the agent's thresholds slow-query and critical-query.",
                Unit.OPERATIONS_PER_SECOND,
                Target.of(
                    sumOfRates("threshold", "db_slow_queries_total", INSTANCES), "{{threshold}}"))
            .runbooks("DatabaseSlowQueries", "DatabaseCriticalQueries"),
        Panel.chart(
                "Slow queries by table",
                "Share of the queries of a table that are slow, over five minutes.",
                Unit.SHARE,
                Target.of(
                    top(10, series("collection:db_slow_queries:ratio5m", JOB)),
                    "{{operation}} {{collection}}"),
                Target.warningLine(limit("job:limit:ratio", "slow_queries", "warning"), "warning"))
            .runbooks("DatabaseSlowQueries"),
        Panel.chart(
            "Queries by table",
            "Queries a second of the ten busiest tables.",
            Unit.OPERATIONS_PER_SECOND,
            Target.of(
                top(10, sumOfRates("operation, collection", "db_queries_total", INSTANCES)),
                "{{operation}} {{collection}}")),
        Panel.chart(
                "Latency by table",
                "Time within which 95 % of the queries of a table end, over five minutes; the ten slowest.",
                Unit.SECONDS,
                Target.of(
                    top(10, series("collection:db_query_duration_seconds:p95", JOB)),
                    "{{operation}} {{collection}}"),
                Target.warningLine(budget(SECONDS, "database_p95", "warning"), "warning"))
            .logarithmic(),
        Panel.chart(
                "Query errors",
                "Failed queries a second by kind of error.",
                Unit.OPERATIONS_PER_SECOND,
                Target.of(sumOfRates("error", "db_query_errors_total", INSTANCES), "{{error}}"))
            .runbooks("DatabaseQueryErrors"));
  }

  private static Row pools() {
    return Row.of(
        "Connection pools",
        Panel.chart(
                "Connections",
                "Connections in use and idle, the most there may be, and threads that wait for one.",
                Unit.COUNT,
                Target.of(byPool("db_connections", ", state"), "{{pool}} {{state}}"),
                Target.of(byPool("db_connection_requests_pending", ""), "{{pool}} pending"),
                Target.objectiveLine(byPool("db_connections_max", ""), "{{pool}} max"))
            .width(12)
            .runbooks("ConnectionPoolExhausted", "ConnectionTimeouts"),
        Panel.chart(
                "Waiting for a connection",
                "Time within which 95 % of the connections are handed out, over five minutes.",
                Unit.SECONDS,
                Target.of(
                    series("pool:db_connection_wait_seconds:p95", INSTANCES),
                    "{{instance}} {{pool}}"),
                Target.warningLine(
                    limit("job:limit:seconds", "connection_wait_p95", "warning"), "warning"))
            .width(12)
            .logarithmic()
            .runbooks("ConnectionWaitHigh"),
        Panel.chart(
                "Use of a connection",
                "Time within which 95 % of the connections are given back.",
                Unit.SECONDS,
                Target.of(
                    percentile(0.95, "pool", "db_connection_use_seconds", INSTANCES), "{{pool}}"))
            .width(12),
        Panel.chart(
                "Connections held during outbound calls",
                "Share of the time of requests that waits for another service and holds a connection.",
                Unit.SHARE,
                Target.of(
                    series(
                        "route:db_connection_held_external:ratio5m", JOB + ", route=~\"$route\""),
                    "{{route}} {{peer_service}}"),
                Target.warningLine(
                    limit("job:limit:ratio", "connection_held_external", "warning"), "warning"))
            .width(12)
            .linkedByRoute()
            .runbooks("ConnectionHeldDuringExternalCalls"));
  }

  private static String byPool(String gauge, String more) {
    return "sum by (pool" + more + ") (" + series(gauge, INSTANCES) + ")";
  }

  private static Row external() {
    return Row.of(
        "Outbound calls",
        Panel.chart(
                "Latency by peer",
                "Time within which 95 % of the calls to another service are answered, over five minutes.",
                Unit.SECONDS,
                Target.of(
                    series("peer:external_api_duration_seconds:p95", JOB), "{{peer_service}}"),
                Target.warningLine(budget(SECONDS, "external_p95", "warning"), "warning"),
                Target.criticalLine(budget(SECONDS, "external_p95", "critical"), "critical"))
            .logarithmic()
            .runbooks("ExternalLatencyHigh", "ExternalLatencyCritical"),
        Panel.chart(
                "Errors by peer",
                "Share of the calls to another service that fail other than by an answer 4xx, over five"
                    + " minutes.",
                Unit.SHARE,
                Target.of(series("peer:external_api_errors:ratio5m", JOB), "{{peer_service}}"),
                Target.warningLine(
                    limit("job:limit:ratio", "external_errors", "warning"), "warning"),
                Target.criticalLine(
                    limit("job:limit:ratio", "external_errors", "critical"), "critical"))
            .runbooks("ExternalErrorRatioHigh", "ExternalPeerDown", "ExternalCriticalPeerErrors"),
        Panel.chart(
            "Calls by peer",
            "Calls a second to other services.",
            Unit.REQUESTS_PER_SECOND,
            Target.of(
                sumOfRates("peer_service", "external_api_requests_total", INSTANCES),
                "{{peer_service}}")));
  }

  private static Row cache() {
    return Row.of(
        "Cache",
        Panel.gauge(
                "Hit ratio",
                "Share of the reads of the last five minutes that the cache could answer.",
                Target.of(series("job:cache_hits:ratio5m", JOB), "hits"))
            .runbooks("CacheHitRatioLow", "CacheHitRatioCritical"),
        Panel.chart(
                "Hit ratio over time",
                "Share of reads that the cache could answer; below the lines there are alerts.",
                Unit.SHARE,
                Target.of(series("job:cache_hits:ratio5m", JOB), "hits"),
                Target.warningLine(limit("job:limit:ratio", "cache_hits", "warning"), "warning"),
                Target.criticalLine(limit("job:limit:ratio", "cache_hits", "critical"), "critical"))
            .width(6)
            .ofOne()
            .runbooks("CacheHitRatioLow", "CacheHitRatioCritical"),
        Panel.chart(
                "Cache operations",
                "Commands a second by result.",
                Unit.OPERATIONS_PER_SECOND,
                Target.of(sumOfRates("result", "cache_operations_total", INSTANCES), "{{result}}"))
            .width(7)
            .runbooks("CacheErrors"),
        Panel.chart(
                "Cache latency",
                "Time within which 95 % of the commands end, by command; the ten slowest.",
                Unit.SECONDS,
                Target.of(
                    top(
                        10,
                        percentile(
                            0.95, "operation", "cache_operation_duration_seconds", INSTANCES)),
                    "{{operation}}"),
                Target.warningLine(limit("job:limit:seconds", "cache_p95", "warning"), "warning"))
            .width(7)
            .logarithmic()
            .runbooks("CacheLatencyHigh"));
  }

  private static Row jobs() {
    String since =
        "time() - max by (task) ("
            + series("background_job_last_success_timestamp_seconds", INSTANCES)
            + ")";
    String interval = "max by (task) (" + series("task:background_job_interval:seconds", JOB) + ")";
    return Row.of(
        "Background jobs",
        Panel.chart(
                "Job duration",
                "Mean time of the runs of the last hour.",
                Unit.SECONDS,
                Target.of(
                    mean("task", "background_job_duration_seconds", INSTANCES, HOUR), "{{task}}"))
            .runbooks("JobRunsLong"),
        Panel.chart(
                "Job errors",
                "Runs that failed, and jobs that an exception ended for good.",
                Unit.COUNT,
                Target.of(
                    sumOfIncreases("task", "background_job_errors_total", INSTANCES),
                    "{{task}} failed"),
                Target.of(
                    sumOfIncreases("task", "background_jobs_died_total", INSTANCES),
                    "{{task}} died"))
            .runbooks("JobFailed", "JobDied"),
        Panel.table(
                "Last success",
                "How long ago each job last succeeded, and how many of its usual intervals that is.",
                "task",
                "intervals",
                Column.of("last success", Unit.SECONDS, since),
                Column.of("interval seen", Unit.SECONDS, interval),
                Column.of("intervals", Unit.TIMES, "(" + since + ") / on (task) " + interval),
                Column.verdict(
                    "on time",
                    "(%s) / on (task) %s <= bool on () group_left () %s"
                        .formatted(
                            since,
                            interval,
                            limit("job:limit:intervals", "job_overdue", "warning"))))
            .width(8)
            .height(9)
            .runbooks("JobOverdue"));
  }
}

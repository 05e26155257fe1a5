package dev.tacho.monitoring.dashboards;

import static dev.tacho.monitoring.dashboards.Expressions.JOB;
import static dev.tacho.monitoring.dashboards.Expressions.ROUTES;
import static dev.tacho.monitoring.dashboards.Expressions.series;
import static dev.tacho.monitoring.dashboards.Expressions.sumOfRates;

import java.util.ArrayList;
import java.util.List;

/** Whether a service keeps its objectives, as a whole and by endpoint. */
final class SloDashboard {
  static final String UID = "tacho-slo";

  private static final String ROUTE = JOB + ", route=~\"$route\"";
  private static final List<String> WINDOWS =
      List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d");

  /** The burn rates of the alerts: above the first a ticket, above the others a page. */
  static final List<Step> BURN =
      List.of(
          Step.base("green"),
          Step.from(1, "yellow"),
          Step.from(6, "orange"),
          Step.from(14.4, "red"));

  private SloDashboard() {}

  static Dashboard create() {
    return new Dashboard(
        UID,
        "Tacho / Objectives",
        "Objectives of a service and of its endpoints, how fast their error budgets burn and what is left"
            + " of them.",
        List.of(Variable.DATASOURCE, Variable.JOB, Variable.INSTANCE, Variable.ROUTE),
        List.of(verdict(), endpoints(), budgets(), instances()));
  }

  private static Row verdict() {
    String met = series("route:http_objective_met:bool", ROUTE);
    return Row.of(
        "Verdict",
        Panel.stat(
            "Endpoints within their objectives",
            "Share of the endpoints with traffic that keep the latencies and the errors of their tier.",
            Unit.SHARE,
            List.of(Step.base("orange"), Step.from(1, "green")),
            Target.of("avg(" + met + ")", "met")),
        Panels.budgetLeft(),
        compliance(
            "Availability of thirty days",
            "http-availability",
            "Share of requests that were not answered 5xx"),
        compliance(
            "Latency of thirty days", "http-latency", "Share of requests that were not slow"),
        Panel.stat(
                "Burn rate",
                "How many times faster than allowed the error budgets burn, over one hour; the worst.",
                Unit.TIMES,
                BURN,
                Target.of("max(" + burn("1h") + ")", "burn"))
            .runbooks("SloBudgetBurnVeryFast", "SloBudgetBurnFast"),
        Panels.firingAlerts());
  }

  private static Panel compliance(String title, String slo, String meaning) {
    String selector = JOB + ", sloth_slo=\"" + slo + "\"";
    return Panel.stat(
        title,
        meaning + " over thirty days, and the objective.",
        Unit.SHARE,
        List.of(),
        Target.of("1 - " + series("slo:sli_error:ratio_rate30d", selector), "is"),
        Target.of(series("slo:objective:ratio", selector), "objective"));
  }

  private static Row endpoints() {
    return Row.of(
        "Endpoints",
        Panel.chart(
                "Latency by endpoint",
                "Time within which 95 % of the requests of an endpoint are answered, with the objectives"
                    + " of the tiers and the agent's threshold slow-request as lines.",
                Unit.SECONDS,
                Target.of(series("route:http_request_duration_seconds:p95", ROUTE), "{{route}}"),
                Target.objectiveLine(
                    "max by (tier) ("
                        + series("route:objective:seconds", ROUTE + ", quantile=\"0.95\"")
                        + ")",
                    "objective {{tier}}"),
                Target.warningLine(
                    "max("
                        + series("tacho_threshold_seconds", JOB + ", kind=\"slow_request\"")
                        + ")",
                    "slow-request"))
            .width(12)
            .height(12)
            .logarithmic()
            .runbooks("HttpLatencyHigh"),
        Panel.chart(
                "Request rate by endpoint",
                "Requests a second by endpoint, over five minutes.",
                Unit.REQUESTS_PER_SECOND,
                Target.of(series("route:http_requests:rate5m", ROUTE), "{{route}}"))
            .width(12)
            .height(12),
        table());
  }

  private static Panel table() {
    String left =
        "1 - sum_over_time(%1$s[$__range]) / (sum_over_time(%2$s[$__range]) > 0) / on (job, route) max by (job, route) (%3$s)"
            .formatted(
                series("route:http_request_errors:rate5m", ROUTE),
                series("route:http_requests:rate5m", ROUTE),
                series("route:objective:errors_ratio", ROUTE));
    return Panel.table(
            "Performance by endpoint",
            "Latencies, success and traffic of the endpoints; what is left of the error budget is that of"
                + " the shown time.",
            "route",
            "p95",
            Column.of("p50", Unit.SECONDS, byRoute("route:http_request_duration_seconds:p50")),
            Column.of("p95", Unit.SECONDS, byRoute("route:http_request_duration_seconds:p95")),
            Column.of(
                "p95 of objective",
                Unit.SHARE,
                "max by (route) (%s / on (job, route) %s)"
                    .formatted(
                        Expressions.number(
                            series("route:http_request_duration_seconds:p95", ROUTE)),
                        series("route:objective:seconds", ROUTE + ", quantile=\"0.95\"")),
                Step.base("green"),
                Step.from(0.8, "yellow"),
                Step.from(1, "red")),
            Column.of("success", Unit.SHARE, byRoute("route:http_request_success:ratio5m")),
            Column.of("rate", Unit.REQUESTS_PER_SECOND, byRoute("route:http_requests:rate5m")),
            Panels.budgetLeftColumn("budget left", "max by (route) (" + left + ")"),
            Column.verdict(
                "objectives met",
                "min by (route, tier) (" + series("route:http_objective_met:bool", ROUTE) + ")"))
        .linkedByRoute();
  }

  private static String byRoute(String record) {
    return "max by (route) (" + Expressions.number(series(record, ROUTE)) + ")";
  }

  private static Row budgets() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("objective", Unit.SHARE, bySlo(series("slo:objective:ratio", JOB))));
    columns.add(
        Panels.budgetLeftColumn(
            "budget left", bySlo(series("slo:period_error_budget_remaining:ratio", JOB))));
    for (String window : WINDOWS) {
      columns.add(
          Column.of("burn " + window, Unit.TIMES, bySlo(burn(window)), BURN.toArray(Step[]::new)));
    }
    return Row.of(
        "Error budgets",
        Panel.table(
                "Burn rates",
                "How many times faster than allowed each error budget burns, over all windows of the"
                    + " alerts: above 1 it does not last for thirty days.",
                "sloth_slo",
                "burn 1h",
                columns.toArray(Column[]::new))
            .runbooks(
                "SloBudgetBurnVeryFast",
                "SloBudgetBurnFast",
                "SloBudgetBurnSlow",
                "SloBudgetBurnVerySlow"),
        Panel.chart(
                "Burn rates over time",
                "How many times faster than allowed each error budget burns, over one hour.",
                Unit.TIMES,
                Target.of(burn("1h"), "{{sloth_slo}}"))
            .width(12)
            .height(11),
        Panel.chart(
                "Error budgets left over time",
                "What is left of each error budget of thirty days; below zero the objective is missed.",
                Unit.SHARE,
                Target.of(series("slo:period_error_budget_remaining:ratio", JOB), "{{sloth_slo}}"))
            .withoutFloor()
            .width(12)
            .height(11)
            .runbooks("SloBudgetExhausted"));
  }

  private static String bySlo(String expression) {
    return "max by (sloth_slo) (" + expression + ")";
  }

  private static String burn(String window) {
    return "max without (sloth_window) (%s) / on (sloth_id) group_left () %s"
        .formatted(
            series("slo:sli_error:ratio_rate" + window, JOB),
            series("slo:error_budget:ratio", JOB));
  }

  private static Row instances() {
    return Row.of(
        "Instances",
        byInstance(
            "Failed requests by instance",
            "Share of the requests of an instance that were answered 5xx.",
            Expressions.orZero(
                sumOfRates("instance", "http_requests_total", ROUTES + ", status_code=~\"5..\""),
                sumOfRates("instance", "http_requests_total", ROUTES))),
        byInstance(
            "Slow requests by instance",
            "Share of the requests of an instance that were longer than the agent's threshold"
                + " slow-request.",
            sumOfRates("instance", "http_slow_requests_total", ROUTES)));
  }

  private static Panel byInstance(String title, String description, String rate) {
    return Panel.chart(
            title,
            description,
            Unit.SHARE,
            Target.of(
                "(%s) / (%s > 0)"
                    .formatted(rate, sumOfRates("instance", "http_requests_total", ROUTES)),
                "{{instance}}"))
        .width(12);
  }
}

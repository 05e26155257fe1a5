package dev.tacho.monitoring.dashboards;

import static dev.tacho.monitoring.dashboards.Expressions.INSTANCES;
import static dev.tacho.monitoring.dashboards.Expressions.JOB;
import static dev.tacho.monitoring.dashboards.Expressions.series;

import java.util.List;

/** Panels that stand on more than one dashboard. */
final class Panels {
  private static final List<Step> BUDGET_LEFT =
      List.of(Step.base("red"), Step.from(0, "orange"), Step.from(0.25, "green"));

  private Panels() {}

  static Panel instancesUp() {
    String up = series("up", INSTANCES);
    return Panel.stat(
            "Instances up",
            "Share of the scraped instances that answer.",
            Unit.SHARE,
            List.of(Step.base("red"), Step.from(1, "green")),
            Target.of("sum(" + up + ") / count(" + up + ")", "up"))
        .runbooks("TargetDown", "MetricsMissing");
  }

  /** Zero is the truth here: a server that knows no firing alert has none. */
  static Panel firingAlerts() {
    return Panel.stat(
        "Firing alerts",
        "Alerts of the service that fire now; critical ones page somebody.",
        Unit.COUNT,
        List.of(),
        Target.of("count(" + firing(".+") + ") or vector(0)", "now"),
        Target.state(
            "max(2 * %s or %s or vector(0))".formatted(firing("critical"), firing("warning"))));
  }

  static String firing(String severity) {
    return series("ALERTS", JOB + ", alertstate=\"firing\", severity=~\"" + severity + "\"");
  }

  /** A value of the service, and in words and colour what its limits say to it. */
  static Panel judged(
      String title, String description, Unit unit, String value, String warning, String critical) {
    return Panel.stat(
        title,
        description,
        unit,
        List.of(),
        Target.of(Expressions.number(value), "now"),
        Target.state(Expressions.state(Expressions.number(value), warning, critical)));
  }

  static Panel budgetLeft() {
    return Panel.stat(
            "Error budget left",
            "What is left of the budgets of thirty days for failed and for slow requests; below zero the"
                + " objective is missed.",
            Unit.SHARE,
            BUDGET_LEFT,
            Target.of(budgetLeft("http-availability"), "availability"),
            Target.of(budgetLeft("http-latency"), "latency"))
        .runbooks("SloBudgetExhausted");
  }

  private static String budgetLeft(String slo) {
    return series("slo:period_error_budget_remaining:ratio", JOB + ", sloth_slo=\"" + slo + "\"");
  }

  /** The same colours wherever a part of a budget is left. */
  static Column budgetLeftColumn(String name, String expression) {
    return Column.of(name, Unit.SHARE, expression, BUDGET_LEFT.toArray(Step[]::new));
  }
}

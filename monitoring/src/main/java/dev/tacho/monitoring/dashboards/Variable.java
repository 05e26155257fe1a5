package dev.tacho.monitoring.dashboards;

import java.util.List;

/** Choices at the top of a dashboard. */
final class Variable {
  static final Model DATASOURCE =
      variable("datasource", "Data source", "datasource").with("query", "prometheus");

  static final Model JOB = labelValues("job", "Service", "label_values(tacho_build_info, job)");

  static final Model INSTANCE =
      several(
          labelValues(
              "instance", "Instance", "label_values(tacho_build_info{job=\"$job\"}, instance)"));

  static final Model ROUTE =
      several(
          labelValues("route", "Route", "label_values(http_requests_total{job=\"$job\"}, route)"));

  private Variable() {}

  private static Model several(Model variable) {
    return variable
        .with("multi", true)
        .with("includeAll", true)
        .with("allValue", ".*")
        .with(
            "current",
            Model.of("selected", true)
                .with("text", List.of("All"))
                .with("value", List.of("$__all")));
  }

  private static Model labelValues(String name, String label, String query) {
    return variable(name, label, "query")
        .with("datasource", Dashboard.DATASOURCE)
        .with("query", Model.of("query", query).with("qryType", 1).with("refId", name))
        // With the time range: what is measured no longer is still there to look back at.
        .with("refresh", 2)
        .with("sort", 1);
  }

  private static Model variable(String name, String label, String type) {
    return Model.of("name", name)
        .with("label", label)
        .with("type", type)
        .with("regex", "")
        .with("multi", false)
        .with("includeAll", false);
  }
}

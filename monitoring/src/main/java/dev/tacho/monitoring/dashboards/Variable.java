package dev.tacho.monitoring.dashboards;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A choice at the top of a dashboard. */
record Variable(String name, Map<String, Object> model) {
  static final Variable DATASOURCE =
      new Variable(
          "datasource",
          Map.of(
              "name",
              "datasource",
              "label",
              "Data source",
              "type",
              "datasource",
              "query",
              "prometheus",
              "refresh",
              1,
              "regex",
              "",
              "current",
              Map.of(),
              "options",
              List.of(),
              "multi",
              false,
              "includeAll",
              false));

  static final Variable JOB = one("job", "Service", "label_values(tacho_build_info, job)");

  static final Variable INSTANCE =
      several("instance", "Instance", "label_values(tacho_build_info{job=\"$job\"}, instance)");

  static final Variable ROUTE =
      several("route", "Route", "label_values(http_requests_total{job=\"$job\"}, route)");

  private static Variable one(String name, String label, String query) {
    return new Variable(name, query(name, label, query));
  }

  private static Variable several(String name, String label, String query) {
    Map<String, Object> model = query(name, label, query);
    model.put("multi", true);
    model.put("includeAll", true);
    model.put("allValue", ".*");
    model.put(
        "current", Map.of("selected", true, "text", List.of("All"), "value", List.of("$__all")));
    return new Variable(name, model);
  }

  private static Map<String, Object> query(String name, String label, String query) {
    Map<String, Object> model = new TreeMap<>();
    model.put("name", name);
    model.put("label", label);
    model.put("type", "query");
    model.put("datasource", Dashboard.DATASOURCE);
    model.put("definition", query);
    model.put("query", Map.of("query", query, "qryType", 1, "refId", name));
    // With the time range: what is measured no longer is still there to look back at.
    model.put("refresh", 2);
    model.put("sort", 1);
    model.put("regex", "");
    model.put("current", Map.of());
    model.put("options", List.of());
    model.put("multi", false);
    model.put("includeAll", false);
    return model;
  }
}

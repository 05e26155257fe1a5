package dev.tacho.monitoring.dashboards;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A choice at the top of a dashboard, as Grafana has it. */
record Variable(Map<String, Object> model) {
  static final Variable DATASOURCE =
      new Variable(model("datasource", "Data source", "datasource", "prometheus"));

  static final Variable JOB =
      new Variable(labelValues("job", "Service", "label_values(tacho_build_info, job)"));

  static final Variable INSTANCE =
      several("instance", "Instance", "label_values(tacho_build_info{job=\"$job\"}, instance)");

  static final Variable ROUTE =
      several("route", "Route", "label_values(http_requests_total{job=\"$job\"}, route)");

  private static Variable several(String name, String label, String query) {
    Map<String, Object> model = labelValues(name, label, query);
    model.put("multi", true);
    model.put("includeAll", true);
    model.put("allValue", ".*");
    model.put(
        "current", Map.of("selected", true, "text", List.of("All"), "value", List.of("$__all")));
    return new Variable(model);
  }

  private static Map<String, Object> labelValues(String name, String label, String query) {
    Map<String, Object> model =
        model(name, label, "query", Map.of("query", query, "qryType", 1, "refId", name));
    model.put("datasource", Dashboard.DATASOURCE);
    // With the time range: what is measured no longer is still there to look back at.
    model.put("refresh", 2);
    model.put("sort", 1);
    return model;
  }

  private static Map<String, Object> model(String name, String label, String type, Object query) {
    Map<String, Object> model = new TreeMap<>();
    model.put("name", name);
    model.put("label", label);
    model.put("type", type);
    model.put("query", query);
    model.put("regex", "");
    model.put("multi", false);
    model.put("includeAll", false);
    return model;
  }
}

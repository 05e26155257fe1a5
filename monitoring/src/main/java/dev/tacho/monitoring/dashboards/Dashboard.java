package dev.tacho.monitoring.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A dashboard in Grafana's classic model, which Grafana 10 to 13 load without asking anything. */
record Dashboard(
    String uid, String title, String description, List<Variable> variables, List<Row> rows) {

  static final Map<String, Object> DATASOURCE =
      Map.of("type", "prometheus", "uid", "${datasource}");

  private static final int COLUMNS = 24;
  private static final String TAG = "tacho";

  Map<String, Object> json() {
    Map<String, Object> json = new TreeMap<>();
    json.put("uid", uid);
    json.put("title", title);
    json.put("description", description);
    json.put("tags", List.of(TAG));
    json.put("schemaVersion", 39);
    json.put("editable", true);
    json.put("graphTooltip", 1);
    json.put("refresh", "30s");
    json.put("time", Map.of("from", "now-1h", "to", "now"));
    json.put("timezone", "browser");
    json.put("annotations", Map.of("list", annotations()));
    json.put("templating", Map.of("list", variables.stream().map(Variable::model).toList()));
    json.put("links", List.of(Link.toDashboards(TAG)));
    json.put("panels", panels());
    return json;
  }

  private List<Map<String, Object>> panels() {
    List<Map<String, Object>> panels = new ArrayList<>();
    int y = 0;
    for (Row row : rows) {
      panels.add(heading(row.title(), panels.size() + 1, y));
      y++;
      int x = 0;
      int height = 0;
      for (Panel panel : row.panels()) {
        if (x + panel.width() > COLUMNS) {
          x = 0;
          y += height;
          height = 0;
        }
        panels.add(panel.json(panels.size() + 1, x, y));
        x += panel.width();
        height = Math.max(height, panel.height());
      }
      y += height;
    }
    return panels;
  }

  private static Map<String, Object> heading(String title, int id, int y) {
    return Map.of(
        "id",
        id,
        "type",
        "row",
        "title",
        title,
        "collapsed",
        false,
        "gridPos",
        Map.of("x", 0, "y", y, "w", COLUMNS, "h", 1),
        "panels",
        List.of());
  }

  private static List<Map<String, Object>> annotations() {
    return List.of(
        Map.of(
            "name",
            "Annotations & Alerts",
            "builtIn",
            1,
            "type",
            "dashboard",
            "datasource",
            Map.of("type", "grafana", "uid", "-- Grafana --"),
            "enable",
            true,
            "hide",
            true,
            "iconColor",
            "rgba(0, 211, 255, 1)"),
        // The value is the time of the start in milliseconds, at which Grafana puts the mark: once
        // for each process.
        annotation(
            "Deployments",
            "1000 * process_start_time_seconds{job=\"$job\", instance=~\"$instance\"}"
                + " * on (job, instance) group_left (version) app_info",
            "blue",
            "Started {{version}}",
            "{{instance}}",
            true),
        annotation(
            "Alerts",
            "ALERTS{alertstate=\"firing\", job=\"$job\"}",
            "red",
            "{{alertname}}",
            "{{severity}} {{instance}} {{route}} {{peer_service}} {{task}}",
            false));
  }

  private static Map<String, Object> annotation(
      String name,
      String expression,
      String color,
      String title,
      String text,
      boolean valueIsTime) {
    Map<String, Object> annotation = new TreeMap<>();
    annotation.put("name", name);
    annotation.put("datasource", DATASOURCE);
    annotation.put("enable", true);
    annotation.put("hide", false);
    annotation.put("iconColor", color);
    annotation.put("expr", expression);
    annotation.put("titleFormat", title);
    annotation.put("textFormat", text);
    annotation.put("useValueForTime", valueIsTime);
    return annotation;
  }
}

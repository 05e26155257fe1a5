package dev.tacho.monitoring.dashboards;

import java.util.ArrayList;
import java.util.List;

/** A dashboard in Grafana's classic model, which Grafana 10 to 13 load without asking anything. */
record Dashboard(
    String uid, String title, String description, List<Model> variables, List<Row> rows) {

  static final Model DATASOURCE = Model.of("type", "prometheus").with("uid", "${datasource}");

  private static final int COLUMNS = 24;
  private static final String TAG = "tacho";

  Model model() {
    return Model.of("uid", uid)
        .with("title", title)
        .with("description", description)
        .with("tags", List.of(TAG))
        .with("schemaVersion", 39)
        .with("editable", true)
        .with("graphTooltip", 1)
        .with("refresh", "30s")
        .with("time", Model.of("from", "now-1h").with("to", "now"))
        .with("timezone", "browser")
        .with("annotations", Model.of("list", annotations()))
        .with("templating", Model.of("list", variables))
        .with("links", List.of(Link.toDashboards(TAG)))
        .with("panels", panels());
  }

  private List<Model> panels() {
    List<Model> panels = new ArrayList<>();
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
        panels.add(panel.at(panels.size() + 1, x, y));
        x += panel.width();
        height = Math.max(height, panel.height());
      }
      y += height;
    }
    return panels;
  }

  private static Model heading(String title, int id, int y) {
    return Model.of("id", id)
        .with("type", "row")
        .with("title", title)
        .with("collapsed", false)
        .with("gridPos", place(0, y, COLUMNS, 1))
        .with("panels", List.of());
  }

  static Model place(int x, int y, int width, int height) {
    return Model.of("x", x).with("y", y).with("w", width).with("h", height);
  }

  private static List<Model> annotations() {
    return List.of(
        Model.of("name", "Annotations & Alerts")
            .with("builtIn", 1)
            .with("type", "dashboard")
            .with("datasource", Model.of("type", "grafana").with("uid", "-- Grafana --"))
            .with("enable", true)
            .with("hide", true)
            .with("iconColor", "rgba(0, 211, 255, 1)"),
        annotation(
                "Deployments",
                "1000 * process_start_time_seconds{job=\"$job\", instance=~\"$instance\"}"
                    + " * on (job, instance) group_left (version) app_info")
            .with("iconColor", "blue")
            .with("titleFormat", "Started {{version}}")
            .with("textFormat", "{{instance}}")
            // In milliseconds, so that there is one mark for each process, at its start.
            .with("useValueForTime", true),
        annotation("Alerts", Panels.firing(".+"))
            .with("iconColor", "red")
            .with("titleFormat", "{{alertname}}")
            .with("textFormat", "{{severity}} {{instance}} {{route}} {{peer_service}} {{task}}")
            .with("useValueForTime", false));
  }

  private static Model annotation(String name, String expression) {
    return Model.of("name", name)
        .with("datasource", DATASOURCE)
        .with("enable", true)
        .with("hide", false)
        .with("expr", expression);
  }
}

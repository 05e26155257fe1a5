package dev.tacho.monitoring.dashboards;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A panel, wherever it stands.
 *
 * @param width of the 24 columns of a dashboard
 * @param height in units of 30 pixels
 * @param model the rest of it, as Grafana has it
 */
record Panel(int width, int height, Map<String, Object> model) {
  private static final Map<String, Object> LAST_VALUE =
      Map.of("calcs", List.of("lastNotNull"), "fields", "", "values", false);

  /** Headings of labels that do not speak for themselves. */
  private static final Map<String, String> KEY_NAMES =
      Map.of("alertname", "alert", "sloth_slo", "objective of");

  /** Lines over time. */
  static Panel chart(String title, String description, Unit unit, Target... targets) {
    Map<String, Object> legend =
        Map.of(
            "displayMode",
            "table",
            "placement",
            "bottom",
            "showLegend",
            true,
            "calcs",
            List.of("mean", "max", "lastNotNull"));
    return new Panel(8, 9, Map.of())
        .with("type", "timeseries")
        .with("title", title)
        .with("description", description)
        .with("targets", queries(targets))
        .with(
            "options", Map.of("legend", legend, "tooltip", Map.of("mode", "multi", "sort", "desc")))
        .withField("unit", unit.id)
        .withField("min", 0)
        .withField("color", Map.of("mode", "palette-classic"))
        .withField("custom", drawing(2, 8, "none", "linear"))
        .withOverrides(overrides(targets));
  }

  /** Lines on top of each other, which add up to something. */
  static Panel stack(String title, String description, Unit unit, Target... targets) {
    return chart(title, description, unit, targets)
        .withField("custom", drawing(1, 60, "normal", "linear"));
  }

  /** The last value, in the colour of the step that it is in; without steps it is plain. */
  static Panel stat(
      String title, String description, Unit unit, List<Step> steps, Target... targets) {
    Panel stat =
        new Panel(4, 5, Map.of())
            .with("type", "stat")
            .with("title", title)
            .with("description", description)
            .with("targets", queries(targets))
            .with(
                "options",
                Map.of(
                    "colorMode", "value",
                    "graphMode", "none",
                    "justifyMode", "auto",
                    "orientation", "auto",
                    "textMode", "auto",
                    "reduceOptions", LAST_VALUE))
            .withField("unit", unit.id)
            .withOverrides(overrides(targets));
    return steps.isEmpty()
        ? stat.withField("color", Map.of("mode", "fixed", "fixedColor", "text"))
        : stat.withField("color", Map.of("mode", "thresholds"))
            .withField("thresholds", thresholds(steps));
  }

  /** A share, the better the higher. Its colour is gradual, because limits are the alerts' own. */
  static Panel gauge(String title, String description, Target target) {
    return new Panel(4, 9, Map.of())
        .with("type", "gauge")
        .with("title", title)
        .with("description", description)
        .with("targets", queries(target))
        .with(
            "options",
            Map.of(
                "orientation",
                "auto",
                "showThresholdLabels",
                false,
                "showThresholdMarkers",
                false,
                "reduceOptions",
                LAST_VALUE))
        .withField("unit", Unit.SHARE.id)
        .withField("min", 0)
        .withField("max", 1)
        .withField("color", Map.of("mode", "continuous-RdYlGr"))
        .withOverrides(List.of());
  }

  /**
   * A row for each value of the label {@code key}.
   *
   * @param sortedBy the name of a column, the highest value of which comes first
   */
  static Panel table(
      String title, String description, String key, String sortedBy, Column... columns) {
    List<Map<String, Object>> targets = new ArrayList<>();
    List<Map<String, Object>> overrides = new ArrayList<>();
    Map<String, Object> names = new TreeMap<>();
    Map<String, Object> order = new TreeMap<>();
    names.put(key, KEY_NAMES.getOrDefault(key, key));
    order.put(key, 0);
    for (int i = 0; i < columns.length; i++) {
      Column column = columns[i];
      String refId = refId(i);
      targets.add(
          Map.of(
              "datasource",
              Dashboard.DATASOURCE,
              "refId",
              refId,
              "expr",
              column.expression(),
              "format",
              "table",
              "instant",
              true,
              "range",
              false));
      names.put("Value #" + refId, column.name());
      order.put("Value #" + refId, i + 1);
      overrides.add(override("byName", column.name(), look(column)));
    }
    return new Panel(24, 10, Map.of())
        .with("type", "table")
        .with("title", title)
        .with("description", description)
        .with("targets", targets)
        .with(
            "transformations",
            List.of(
                Map.of("id", "merge", "options", Map.of()),
                Map.of(
                    "id",
                    "organize",
                    "options",
                    Map.of(
                        "excludeByName", Map.of("Time", true),
                        "indexByName", order,
                        "renameByName", names))))
        .with(
            "options",
            Map.of(
                "showHeader",
                true,
                "cellHeight",
                "sm",
                "sortBy",
                List.of(Map.of("displayName", sortedBy, "desc", true))))
        .withField("unit", Unit.COUNT.id)
        .withField("custom", Map.of("align", "auto", "filterable", true))
        .withOverrides(overrides);
  }

  Panel width(int width) {
    return new Panel(width, height, model);
  }

  Panel height(int height) {
    return new Panel(width, height, model);
  }

  /** For times, to read those of a good day beside a budget that is a thousand times as long. */
  Panel logarithmic() {
    return withoutFloor().withField("custom", drawing(2, 0, "none", "log"));
  }

  /** For what may be negative. */
  Panel withoutFloor() {
    return withField("min", null);
  }

  /** The whole scale of a share, where a small part of it must not look large. */
  Panel ofOne() {
    return withField("max", 1);
  }

  /** Pages that tell what to do about what the panel shows. */
  Panel runbooks(String... alerts) {
    return with("links", Arrays.stream(alerts).map(Link::toRunbook).toList());
  }

  /** A click on a series or a row leads to its route on the board of objectives. */
  Panel linkedByRoute() {
    String route = type().equals("table") ? "__data.fields.route" : "__field.labels.route";
    return linked(
        "Objectives of this route",
        "/d/%s?${datasource:queryparam}&${job:queryparam}&var-route=${%s:percentencode}&${__url_time_range}"
            .formatted(SloDashboard.UID, route));
  }

  /** A click on a row leads to the page of its alert. */
  Panel linkedByAlert() {
    return linked("Runbook", Link.runbook("${__data.fields.alertname}"));
  }

  private Panel linked(String title, String url) {
    return withField("links", List.of(Map.of("title", title, "url", url)));
  }

  Map<String, Object> json(int id, int x, int y) {
    return with("id", id)
        .with("datasource", Dashboard.DATASOURCE)
        .with("gridPos", Map.of("x", x, "y", y, "w", width, "h", height))
        .model;
  }

  private String type() {
    return (String) model.get("type");
  }

  private Panel with(String key, Object value) {
    return new Panel(width, height, extended(model, key, value));
  }

  private Panel withField(String key, Object value) {
    return withFieldConfig(
        "defaults", extended(part(part(model, "fieldConfig"), "defaults"), key, value));
  }

  private Panel withOverrides(List<Map<String, Object>> overrides) {
    return withFieldConfig("overrides", overrides);
  }

  private Panel withFieldConfig(String key, Object value) {
    return with("fieldConfig", extended(part(model, "fieldConfig"), key, value));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> part(Map<String, Object> model, String key) {
    return (Map<String, Object>) model.getOrDefault(key, Map.of());
  }

  private static Map<String, Object> extended(Map<String, Object> model, String key, Object value) {
    Map<String, Object> extended = new TreeMap<>(model);
    if (value == null) {
      extended.remove(key);
    } else {
      extended.put(key, value);
    }
    return extended;
  }

  private static Map<String, Object> drawing(
      int lineWidth, int fillOpacity, String stacking, String scale) {
    return Map.of(
        "drawStyle",
        "line",
        "lineWidth",
        lineWidth,
        "fillOpacity",
        fillOpacity,
        "showPoints",
        "never",
        "spanNulls",
        false,
        "stacking",
        Map.of("mode", stacking, "group", "A"),
        "scaleDistribution",
        scale.equals("log") ? Map.of("type", scale, "log", 10) : Map.of("type", scale));
  }

  private static List<Map<String, Object>> queries(Target... targets) {
    List<Map<String, Object>> queries = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      queries.add(
          Map.of(
              "datasource", Dashboard.DATASOURCE,
              "refId", refId(i),
              "expr", targets[i].expression(),
              "legendFormat", targets[i].legend(),
              "exemplar", targets[i].exemplars(),
              "instant", false,
              "range", true));
    }
    return queries;
  }

  private static List<Map<String, Object>> overrides(Target... targets) {
    List<Map<String, Object>> overrides = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      List<Map<String, Object>> properties =
          switch (targets[i].role()) {
            case DATA -> List.of();
            case STATE -> state();
            case WARNING_LINE -> line("orange");
            case CRITICAL_LINE -> line("red");
            case OBJECTIVE_LINE -> line("blue");
          };
      if (!properties.isEmpty()) {
        overrides.add(override("byFrameRefID", refId(i), properties));
      }
    }
    return overrides;
  }

  private static List<Map<String, Object>> line(String color) {
    return List.of(
        property("color", Map.of("mode", "fixed", "fixedColor", color)),
        property("custom.lineStyle", Map.of("fill", "dash", "dash", List.of(10, 10))),
        property("custom.lineWidth", 1),
        property("custom.fillOpacity", 0),
        property("custom.stacking", Map.of("mode", "none", "group", "A")));
  }

  private static List<Map<String, Object>> state() {
    return List.of(
        property(
            "mappings",
            words(
                Map.of(
                    "0", Map.of("index", 0, "color", "green", "text", "good"),
                    "1", Map.of("index", 1, "color", "orange", "text", "warning"),
                    "2", Map.of("index", 2, "color", "red", "text", "critical")))));
  }

  private static List<Map<String, Object>> words(Map<String, Object> byValue) {
    return List.of(Map.of("type", "value", "options", byValue));
  }

  private static List<Map<String, Object>> look(Column column) {
    List<Map<String, Object>> look = new ArrayList<>();
    look.add(property("unit", column.unit().id));
    if (!column.steps().isEmpty()) {
      look.add(property("custom.cellOptions", Map.of("type", "color-background", "mode", "basic")));
      look.add(property("color", Map.of("mode", "thresholds")));
      look.add(property("thresholds", thresholds(column.steps())));
    }
    if (column.yesOrNo()) {
      look.add(
          property(
              "mappings",
              words(
                  Map.of(
                      "0", Map.of("index", 0, "text", "no"),
                      "1", Map.of("index", 1, "text", "yes")))));
    }
    return look;
  }

  private static Map<String, Object> thresholds(List<Step> steps) {
    List<Map<String, Object>> json = new ArrayList<>();
    for (Step step : steps) {
      Map<String, Object> one = new TreeMap<>();
      one.put("color", step.color());
      one.put("value", step.from());
      json.add(one);
    }
    return Map.of("mode", "absolute", "steps", json);
  }

  private static Map<String, Object> override(
      String matcher, String of, List<Map<String, Object>> properties) {
    return Map.of("matcher", Map.of("id", matcher, "options", of), "properties", properties);
  }

  private static Map<String, Object> property(String id, Object value) {
    return Map.of("id", id, "value", value);
  }

  private static String refId(int index) {
    return String.valueOf((char) ('A' + index));
  }
}

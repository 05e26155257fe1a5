package dev.tacho.monitoring.dashboards;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A panel, wherever it stands.
 *
 * @param width of the 24 columns of a dashboard
 * @param height in units of 30 pixels
 * @param model the rest of it, as Grafana has it
 */
record Panel(int width, int height, Model model) {
  private static final Model LAST_VALUE =
      Model.of("calcs", List.of("lastNotNull")).with("fields", "").with("values", false);

  /** Headings of labels that do not speak for themselves. */
  private static final Map<String, String> HEADINGS =
      Map.of("alertname", "alert", "sloth_slo", "objective of");

  /** Lines over time. */
  static Panel chart(String title, String description, Unit unit, Target... targets) {
    return panel("timeseries", title, description, unit)
        .with("targets", queries(true, targets))
        .with(
            "options",
            Model.of(
                    "legend",
                    Model.of("displayMode", "table")
                        .with("placement", "bottom")
                        .with("showLegend", true)
                        .with("calcs", List.of("mean", "max", "lastNotNull")))
                .with("tooltip", Model.of("mode", "multi").with("sort", "desc")))
        .withField("min", 0)
        .withField("color", Model.of("mode", "palette-classic"))
        .withField(
            "custom",
            Model.of("drawStyle", "line")
                .with("lineWidth", 2)
                .with("fillOpacity", 8)
                .with("showPoints", "never")
                .with("spanNulls", false))
        .withOverrides(overrides(targets));
  }

  /** Lines on top of each other, which add up to something. */
  static Panel stack(String title, String description, Unit unit, Target... targets) {
    return chart(title, description, unit, targets)
        .withDrawing("lineWidth", 1)
        .withDrawing("fillOpacity", 60)
        .withDrawing("stacking", Model.of("mode", "normal").with("group", "A"));
  }

  /**
   * The value of now, in the colour of the step that it is in; without steps it is plain. What
   * ended a while ago has no value.
   */
  static Panel stat(
      String title, String description, Unit unit, List<Step> steps, Target... targets) {
    Panel stat =
        panel("stat", title, description, unit)
            .width(4)
            .height(5)
            .with("targets", queries(false, targets))
            .with(
                "options",
                Model.of("colorMode", "value")
                    .with("graphMode", "none")
                    .with("justifyMode", "auto")
                    .with("orientation", "auto")
                    .with("textMode", "auto")
                    .with("reduceOptions", LAST_VALUE))
            .withOverrides(overrides(targets));
    return steps.isEmpty()
        ? stat.withField("color", fixed("text"))
        : stat.withField("color", Model.of("mode", "thresholds"))
            .withField("thresholds", thresholds(steps));
  }

  /** A share, the better the higher. Its colour is gradual, because limits are the alerts' own. */
  static Panel gauge(String title, String description, Target target) {
    return panel("gauge", title, description, Unit.SHARE)
        .width(4)
        .with("targets", queries(false, target))
        .with(
            "options",
            Model.of("orientation", "auto")
                .with("showThresholdLabels", false)
                .with("showThresholdMarkers", false)
                .with("reduceOptions", LAST_VALUE))
        .withField("min", 0)
        .withField("max", 1)
        .withField("color", Model.of("mode", "continuous-RdYlGr"));
  }

  /**
   * A row for each value of the label {@code key}.
   *
   * @param sortedBy the name of a column, the highest value of which comes first
   */
  static Panel table(
      String title, String description, String key, String sortedBy, Column... columns) {
    List<Model> targets = new ArrayList<>();
    List<Model> overrides = new ArrayList<>();
    Model names = Model.of(key, HEADINGS.getOrDefault(key, key));
    Model order = Model.of(key, 0);
    for (int i = 0; i < columns.length; i++) {
      String value = "Value #" + refId(i);
      targets.add(query(i, columns[i].expression(), false).with("format", "table"));
      overrides.add(override("byName", columns[i].name(), look(columns[i])));
      names = names.with(value, columns[i].name());
      order = order.with(value, i + 1);
    }
    return panel("table", title, description, Unit.COUNT)
        .width(24)
        .with("targets", targets)
        .with(
            "transformations",
            List.of(
                Model.of("id", "merge").with("options", Model.EMPTY),
                Model.of("id", "organize")
                    .with(
                        "options",
                        Model.of("excludeByName", Model.of("Time", true))
                            .with("indexByName", order)
                            .with("renameByName", names))))
        .with(
            "options",
            Model.of("showHeader", true)
                .with("cellHeight", "sm")
                .with("sortBy", List.of(Model.of("displayName", sortedBy).with("desc", true))))
        .withField("custom", Model.of("align", "auto").with("filterable", true))
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
    return withoutFloor()
        .withDrawing("fillOpacity", 0)
        .withDrawing("scaleDistribution", Model.of("type", "log").with("log", 10));
  }

  /** For what may be negative. */
  Panel withoutFloor() {
    return withFields(fields().without("min"));
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
    String route =
        model.get("type").equals("table") ? "__data.fields.route" : "__field.labels.route";
    return linked(
        "Objectives of this route",
        "/d/%s?${datasource:queryparam}&${job:queryparam}&var-route=${%s:percentencode}&${__url_time_range}"
            .formatted(SloDashboard.UID, route));
  }

  /** A click on a row leads to the page of its alert. */
  Panel linkedByAlert() {
    return linked("Runbook", Link.runbook("${__data.fields.alertname}"));
  }

  Model at(int id, int x, int y) {
    return model.with("id", id).with("gridPos", Dashboard.place(x, y, width, height));
  }

  private Panel linked(String title, String url) {
    return withField("links", List.of(Model.of("title", title).with("url", url)));
  }

  private static Panel panel(String type, String title, String description, Unit unit) {
    return new Panel(
            8,
            9,
            Model.of("type", type)
                .with("title", title)
                .with("description", description)
                .with("datasource", Dashboard.DATASOURCE)
                .with("fieldConfig", Model.of("overrides", List.of())))
        .withField("unit", unit.id);
  }

  private Panel with(String key, Object value) {
    return new Panel(width, height, model.with(key, value));
  }

  private Panel withOverrides(List<Model> overrides) {
    return with("fieldConfig", model.at("fieldConfig").with("overrides", overrides));
  }

  private Model fields() {
    return model.at("fieldConfig").at("defaults");
  }

  private Panel withFields(Model fields) {
    return with("fieldConfig", model.at("fieldConfig").with("defaults", fields));
  }

  private Panel withField(String key, Object value) {
    return withFields(fields().with(key, value));
  }

  private Panel withDrawing(String key, Object value) {
    return withField("custom", fields().at("custom").with(key, value));
  }

  private static List<Model> queries(boolean overTime, Target... targets) {
    List<Model> queries = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      queries.add(
          query(i, targets[i].expression(), overTime)
              .with("legendFormat", targets[i].legend())
              .with("exemplar", targets[i].exemplars()));
    }
    return queries;
  }

  private static Model query(int index, String expression, boolean overTime) {
    return Model.of("datasource", Dashboard.DATASOURCE)
        .with("refId", refId(index))
        .with("expr", expression)
        .with("range", overTime)
        .with("instant", !overTime);
  }

  private static List<Model> overrides(Target... targets) {
    List<Model> overrides = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      List<Model> properties =
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

  private static List<Model> line(String color) {
    return List.of(
        property("color", fixed(color)),
        property("custom.lineStyle", Model.of("fill", "dash").with("dash", List.of(10, 10))),
        property("custom.lineWidth", 1),
        property("custom.fillOpacity", 0));
  }

  private static List<Model> state() {
    return List.of(
        property(
            "mappings",
            words(
                Model.of("0", word(0, "good").with("color", "green"))
                    .with("1", word(1, "warning").with("color", "orange"))
                    .with("2", word(2, "critical").with("color", "red")))));
  }

  private static List<Model> look(Column column) {
    List<Model> look = new ArrayList<>();
    look.add(property("unit", column.unit().id));
    if (!column.steps().isEmpty()) {
      look.add(
          property(
              "custom.cellOptions", Model.of("type", "color-background").with("mode", "basic")));
      look.add(property("color", Model.of("mode", "thresholds")));
      look.add(property("thresholds", thresholds(column.steps())));
    }
    if (column.yesOrNo()) {
      look.add(property("mappings", words(Model.of("0", word(0, "no")).with("1", word(1, "yes")))));
    }
    return look;
  }

  private static List<Model> words(Model byValue) {
    return List.of(Model.of("type", "value").with("options", byValue));
  }

  private static Model word(int index, String text) {
    return Model.of("index", index).with("text", text);
  }

  private static Model thresholds(List<Step> steps) {
    return Model.of("mode", "absolute")
        .with(
            "steps",
            steps.stream()
                .map(step -> Model.of("color", step.color()).with("value", step.from()))
                .toList());
  }

  private static Model fixed(String color) {
    return Model.of("mode", "fixed").with("fixedColor", color);
  }

  private static Model override(String matcher, String of, List<Model> properties) {
    return Model.of("matcher", Model.of("id", matcher).with("options", of))
        .with("properties", properties);
  }

  private static Model property(String id, Object value) {
    return Model.of("id", id).with("value", value);
  }

  private static String refId(int index) {
    return String.valueOf((char) ('A' + index));
  }
}

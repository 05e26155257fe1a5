package dev.tacho.monitoring.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws a dashboard from its own queries, for the eye of whoever changes it. It is not Grafana: it
 * knows of the model what the dashboards here use, and gets the details of the looks wrong.
 *
 * <pre>Preview dashboards/service.json http://localhost:9090 club service.html</pre>
 */
final class Preview {
  private static final int COLUMN = 66;
  private static final int LINE = 38;
  private static final int MINUTES = 15;
  private static final int STEP_SECONDS = 5;
  private static final List<String> PALETTE =
      List.of(
          "#73bf69", "#f2cc0c", "#8ab8ff", "#ff780a", "#f2495c", "#5794f2", "#b877d9", "#705da0",
          "#37872d", "#fade2a");
  private static final Map<String, String> COLORS =
      Map.of(
          "green", "#73bf69",
          "yellow", "#e0b400",
          "orange", "#ff9830",
          "red", "#f2495c",
          "blue", "#5794f2",
          "text", "#ccccdc");
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String prometheus;
  private final long end = Instant.now().getEpochSecond();
  private final Map<String, Query> queries = new HashMap<>();

  private Preview(String prometheus) {
    this.prometheus = prometheus;
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      System.err.println("expected: <dashboard.json> <URL of Prometheus> <job> <file.html>");
      System.exit(2);
    }
    Files.writeString(
        Path.of(args[3]), new Preview(args[1]).page(Files.readString(Path.of(args[0])), args[2]));
  }

  private String page(String json, String job) throws IOException, InterruptedException {
    JsonNode dashboard = mapper.readTree(json);
    for (Query query : Dashboards.queries(dashboard, job, "1m", MINUTES + "m")) {
      queries.put(query.asker() + query.refId(), query);
    }
    StringBuilder page =
        new StringBuilder(
            """
            <!DOCTYPE html><meta charset=utf-8><style>
            body{background:#111217;color:#ccccdc;font:12px DejaVu Sans,sans-serif;margin:0}
            .p{position:absolute;box-sizing:border-box;background:#181b1f;border:1px solid #2c2e33;padding:4px 8px;overflow:hidden}
            .row{background:none;border:none;font-weight:bold;font-size:14px;padding-top:12px}
            h4{margin:0 0 2px;font-size:12px}
            table{border-collapse:collapse;width:100%;font-size:11px}td,th{text-align:right;padding:1px 6px;white-space:nowrap}
            td:first-child,th:first-child{text-align:left}th{color:#6e9fff}
            .stat{text-align:center;font-size:24px;padding:4px}.stat small{display:block;font-size:11px;color:#8e8e9a}
            .note{position:absolute;left:1300px;top:14px;white-space:nowrap;color:#8e8e9a}
            .half{display:inline-block;width:49%}.empty{color:#8e8e9a;text-align:center;padding-top:50px}
            </style><div class=note>Drawn from the queries. Not Grafana.</div>
            """);
    for (JsonNode panel : dashboard.path("panels")) {
      JsonNode grid = panel.path("gridPos");
      page.append(
          "<div class='p %s' style='left:%dpx;top:%dpx;width:%dpx;height:%dpx'>"
              .formatted(
                  panel.path("type").asText(),
                  grid.path("x").asInt() * COLUMN,
                  grid.path("y").asInt() * LINE,
                  grid.path("w").asInt() * COLUMN - 6,
                  grid.path("h").asInt() * LINE - 6));
      page.append("<h4>").append(escaped(panel.path("title").asText())).append("</h4>");
      page.append(
          switch (panel.path("type").asText()) {
            case "timeseries" -> chart(panel);
            case "stat", "gauge" -> stat(panel);
            case "table" -> table(panel);
            default -> "";
          });
      page.append("</div>\n");
    }
    return page.toString();
  }

  private record Point(double time, double value) {}

  private record Line(String name, String refId, List<Point> points) {
    double last() {
      return points.get(points.size() - 1).value;
    }
  }

  private List<Line> lines(JsonNode panel) throws IOException, InterruptedException {
    List<Line> lines = new ArrayList<>();
    for (JsonNode target : panel.path("targets")) {
      Query query = queries.get(panel.path("title").asText() + target.path("refId").asText());
      JsonNode result =
          ask(
              query.kind() == Query.Kind.INSTANT
                  ? "query?time=%d&query=".formatted(end) + encoded(query.expression())
                  : "query_range?start=%d&end=%d&step=%d&query="
                          .formatted(end - MINUTES * 60, end, STEP_SECONDS)
                      + encoded(query.expression()));
      for (JsonNode series : result) {
        List<Point> points = new ArrayList<>();
        for (JsonNode value :
            series.has("value") ? List.of(series.path("value")) : series.path("values")) {
          double number = Double.parseDouble(value.get(1).asText().replace("Inf", "Infinity"));
          if (Double.isFinite(number)) {
            points.add(new Point(value.get(0).asDouble(), number));
          }
        }
        if (!points.isEmpty()) {
          lines.add(new Line(legend(query.legend(), series.path("metric")), query.refId(), points));
        }
      }
    }
    return lines;
  }

  private record Scale(double bottom, double top, boolean logarithmic) {
    double value(double share) {
      return logarithmic ? bottom * Math.pow(top / bottom, share) : bottom + (top - bottom) * share;
    }

    double share(double value) {
      return logarithmic
          ? Math.log(Math.max(value, bottom) / bottom) / Math.log(top / bottom)
          : (value - bottom) / (top - bottom);
    }
  }

  private String chart(JsonNode panel) throws IOException, InterruptedException {
    List<Line> lines = lines(panel);
    if (lines.isEmpty()) {
      return "<div class=empty>No data</div>";
    }
    JsonNode field = panel.at("/fieldConfig/defaults");
    boolean stacked = field.at("/custom/stacking/mode").asText().equals("normal");
    int width = panel.at("/gridPos/w").asInt() * COLUMN - 100;
    int legendLines = Math.min(lines.size() + 1, 6);
    int height = panel.at("/gridPos/h").asInt() * LINE - 60 - 16 * legendLines;

    double top = 0;
    double bottom = field.has("min") ? 0 : Double.POSITIVE_INFINITY;
    boolean logarithmic = field.at("/custom/scaleDistribution/type").asText().equals("log");
    Map<Double, Double> sums = new TreeMap<>();
    for (Line line : lines) {
      for (Point point : line.points) {
        bottom = Math.min(bottom, point.value > 0 || !logarithmic ? point.value : bottom);
        top =
            Math.max(top, stacked ? sums.merge(point.time, point.value, Double::sum) : point.value);
      }
    }
    top = field.has("max") ? field.path("max").asDouble() : top == 0 ? 1 : top * 1.05;
    Scale scale = new Scale(bottom, top, logarithmic);

    StringBuilder svg =
        new StringBuilder("<svg width=%d height=%d>".formatted(width + 80, height + 16));
    for (int i = 0; i <= 4; i++) {
      double y = height - i * height / 4.0 + 8;
      svg.append(
          "<line x1=72 x2=%d y1=%.1f y2=%.1f stroke=#2c2e33 /><text x=68 y=%.1f fill=#8e8e9a font-size=10 text-anchor=end>%s</text>"
              .formatted(
                  width + 72,
                  y,
                  y,
                  y + 3,
                  escaped(text(scale.value(i / 4.0), field.path("unit").asText()))));
    }
    StringBuilder legend = new StringBuilder("<table><tr><th>Name<th>Mean<th>Max<th>Last</tr>");
    Map<Double, Double> floor = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      JsonNode fixed = property(panel, line.refId, "color").path("fixedColor");
      String color =
          fixed.isMissingNode()
              ? PALETTE.get(i % PALETTE.size())
              : COLORS.getOrDefault(fixed.asText(), fixed.asText());
      boolean dashed = !fixed.isMissingNode();
      StringBuilder path = new StringBuilder();
      double sum = 0;
      double max = Double.NEGATIVE_INFINITY;
      for (Point point : line.points) {
        sum += point.value;
        max = Math.max(max, point.value);
        double value =
            stacked && !dashed ? floor.merge(point.time, point.value, Double::sum) : point.value;
        path.append(
            "%s%.1f %.1f"
                .formatted(
                    path.isEmpty() ? "M" : "L",
                    72 + (point.time - (end - MINUTES * 60)) * width / (MINUTES * 60),
                    height + 8 - Math.min(scale.share(value), 1.05) * height));
      }
      svg.append(
          "<path d='%s' fill=none stroke='%s' stroke-width=%s %s/>"
              .formatted(
                  path, color, dashed ? "1" : "1.8", dashed ? "stroke-dasharray='8 6'" : ""));
      legend.append(
          "<tr><td><span style='color:%s'>▬</span> %s".formatted(color, escaped(line.name)));
      for (double value : List.of(sum / line.points.size(), max, line.last())) {
        legend.append("<td>").append(escaped(text(value, field.path("unit").asText())));
      }
      legend.append("</tr>");
    }
    return svg + "</svg>" + legend + "</table>";
  }

  private String stat(JsonNode panel) throws IOException, InterruptedException {
    StringBuilder html = new StringBuilder();
    List<Line> lines = lines(panel);
    if (lines.isEmpty()) {
      return "<div class=empty>No data</div>";
    }
    JsonNode field = panel.at("/fieldConfig/defaults");
    for (Line line : lines) {
      double value = line.last();
      JsonNode mapping =
          property(panel, line.refId, "mappings")
              .path(0)
              .path("options")
              .path(String.valueOf((long) value));
      String color =
          mapping.has("color")
              ? mapping.path("color").asText()
              : color(field.at("/thresholds/steps"), value);
      html.append(
          "<div class='stat %s' style='color:%s'>%s<small>%s</small></div>"
              .formatted(
                  lines.size() > 1 ? "half" : "",
                  COLORS.getOrDefault(color, color),
                  escaped(
                      mapping.has("text")
                          ? mapping.path("text").asText()
                          : text(value, field.path("unit").asText())),
                  lines.size() > 1 ? escaped(line.name) : ""));
    }
    return html.toString();
  }

  private String table(JsonNode panel) throws IOException, InterruptedException {
    JsonNode organize = panel.at("/transformations/1/options");
    String key = "";
    for (var order : organize.path("indexByName").properties()) {
      if (order.getValue().asInt() == 0) {
        key = order.getKey();
      }
    }
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    Map<String, Map<String, String>> labels = new HashMap<>();
    List<String> columns = new ArrayList<>();
    for (JsonNode target : panel.path("targets")) {
      String refId = target.path("refId").asText();
      String column = organize.path("renameByName").path("Value #" + refId).asText();
      columns.add(column);
      Query query = queries.get(panel.path("title").asText() + refId);
      for (JsonNode series : ask("query?time=" + end + "&query=" + encoded(query.expression()))) {
        String row = series.path("metric").path(key).asText("?");
        rows.computeIfAbsent(row, ignored -> new HashMap<>())
            .put(column, Double.parseDouble(series.path("value").get(1).asText()));
        for (var label : series.path("metric").properties()) {
          if (!label.getKey().equals(key)) {
            labels
                .computeIfAbsent(row, ignored -> new TreeMap<>())
                .put(label.getKey(), label.getValue().asText());
          }
        }
      }
    }
    String sortedBy = panel.at("/options/sortBy/0/displayName").asText();
    StringBuilder html = new StringBuilder("<table><tr><th>" + key);
    columns.forEach(column -> html.append("<th>").append(column));
    html.append("<th>further labels</tr>");
    rows.entrySet().stream()
        .sorted(
            (a, b) ->
                Double.compare(
                    b.getValue().getOrDefault(sortedBy, -1.0),
                    a.getValue().getOrDefault(sortedBy, -1.0)))
        .forEach(
            row -> {
              html.append("<tr><td>").append(escaped(row.getKey()));
              for (String column : columns) {
                Double value = row.getValue().get(column);
                html.append(value == null ? "<td>" : cell(panel, column, value));
              }
              html.append("<td>")
                  .append(labels.getOrDefault(row.getKey(), Map.of()))
                  .append("</tr>");
            });
    return html + "</table>";
  }

  private static String cell(JsonNode panel, String column, double value) {
    JsonNode steps = property(panel, column, "thresholds").path("steps");
    JsonNode mapping =
        property(panel, column, "mappings")
            .path(0)
            .path("options")
            .path(String.valueOf((long) value));
    String color = steps.isMissingNode() ? "" : color(steps, value);
    return "<td style='%s'>%s"
        .formatted(
            color.isEmpty() ? "" : "color:#111;background:" + COLORS.getOrDefault(color, color),
            escaped(
                mapping.has("text")
                    ? mapping.path("text").asText()
                    : text(value, property(panel, column, "unit").asText())));
  }

  private JsonNode ask(String path) throws IOException, InterruptedException {
    JsonNode answer =
        mapper.readTree(
            client
                .send(
                    HttpRequest.newBuilder(URI.create(prometheus + "/api/v1/" + path)).build(),
                    BodyHandlers.ofString())
                .body());
    if (!answer.path("status").asText().equals("success")) {
      throw new IOException(answer + " to " + path);
    }
    return answer.at("/data/result");
  }

  private static JsonNode property(JsonNode panel, String of, String id) {
    for (JsonNode override : panel.at("/fieldConfig/overrides")) {
      if (override.at("/matcher/options").asText().equals(of)) {
        for (JsonNode property : override.path("properties")) {
          if (property.path("id").asText().equals(id)) {
            return property.path("value");
          }
        }
      }
    }
    return panel.path("none");
  }

  private static String color(JsonNode steps, double value) {
    String color = "text";
    for (JsonNode step : steps) {
      if (step.path("value").isNull() || value >= step.path("value").asDouble()) {
        color = step.path("color").asText();
      }
    }
    return color;
  }

  private static String legend(String format, JsonNode labels) {
    return LABEL
        .matcher(format)
        .replaceAll(match -> Matcher.quoteReplacement(labels.path(match.group(1)).asText()));
  }

  private static String text(double value, String unit) {
    if (unit.equals("percentunit")) {
      return number(value * 100) + " %";
    }
    if (unit.equals("s")) {
      double size = Math.abs(value);
      if (size == 0 || size >= 1) {
        return size < 120
            ? number(value) + " s"
            : size < 7200 ? number(value / 60) + " min" : number(value / 3600) + " h";
      }
      return size < 1e-3 ? number(value * 1e6) + " µs" : number(value * 1e3) + " ms";
    }
    if (unit.equals("bytes") || unit.equals("Bps")) {
      String suffix = unit.equals("Bps") ? "B/s" : "B";
      return value < 1 << 20
          ? number(value / 1024) + " Ki" + suffix
          : number(value / (1 << 20)) + " Mi" + suffix;
    }
    return number(value)
        + switch (unit) {
          case "reqps" -> " req/s";
          case "ops" -> " ops/s";
          case "suffix:×" -> "×";
          default -> "";
        };
  }

  private static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e6) {
      return String.valueOf((long) value);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  private static String encoded(String expression) {
    return URLEncoder.encode(expression, StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}

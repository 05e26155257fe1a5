package dev.tacho.catalog;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of {@code docs/metrics.md}, between marks in a page that people write. */
final class MetricsPage {
  private static final String END = "<!-- end -->";
  private static final Pattern BLOCK =
      Pattern.compile("<!-- generated: (\\w+) -->\n.*?" + END, Pattern.DOTALL);

  private MetricsPage() {}

  /** The page with each table as the declared metrics are now. */
  static String rendered(String page) {
    Matcher block = BLOCK.matcher(page);
    StringBuilder out = new StringBuilder();
    while (block.find()) {
      Section section = Section.valueOf(block.group(1).toUpperCase(Locale.ROOT));
      block.appendReplacement(
          out,
          Matcher.quoteReplacement(
              "<!-- generated: " + block.group(1) + " -->\n" + table(section) + END));
    }
    return block.appendTail(out).toString();
  }

  private static String table(Section section) {
    StringBuilder table =
        new StringBuilder("| metric | type | unit | labels | meaning |\n|---|---|---|---|---|\n");
    for (Metric metric : Metrics.all()) {
      if (metric.section == section) {
        table.append(row(metric)).append('\n');
      }
    }
    return table.toString();
  }

  private static String row(Metric metric) {
    String meaning = metric.note.isEmpty() ? metric.help : metric.help + ' ' + metric.note;
    return String.join(
        " | ",
        "| `" + metric.name + "`",
        metric.type.label,
        metric.unit(),
        labels(metric),
        meaning + " |");
  }

  private static String labels(Metric metric) {
    StringBuilder labels = new StringBuilder();
    for (String label : metric.labels) {
      labels.append(labels.length() == 0 ? "" : ", ").append(label);
      labels.append(metric.freeLabels.contains(label) ? "°" : "");
    }
    return labels.toString();
  }
}

package dev.tacho.agenttests.harness;

import dev.tacho.agenttests.harness.Scrape.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">text format</a>
 * 0.0.4 and <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics</a> 1.0,
 * and fails where a text is not of the format, where a family comes in pieces or twice, and where
 * its samples contradict each other. Stricter than the formats in what the endpoint never does:
 * blank lines, comments, timestamps, samples without a type.
 */
final class Exposition {
  private static final Set<String> TEXT_TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "untyped");
  private static final Set<String> OPEN_METRICS_TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "info", "stateset", "unknown");

  /** What a type may append to its family's name; the empty string for nothing. */
  private static final Map<String, Set<String>> TEXT_SUFFIXES =
      Map.of(
          "histogram",
          Set.of("_bucket", "_count", "_sum"),
          "summary",
          Set.of("", "_count", "_sum"));

  private static final Map<String, Set<String>> OPEN_METRICS_SUFFIXES =
      Map.of(
          "counter", Set.of("_total", "_created"),
          "histogram", Set.of("_bucket", "_count", "_sum", "_created"),
          "summary", Set.of("", "_count", "_sum", "_created"),
          "info", Set.of("_info"));

  private final boolean openMetrics;
  private final List<Sample> samples = new ArrayList<>();
  private final Set<String> families = new HashSet<>();
  private final Set<List<Object>> series = new HashSet<>();

  /** Of the family in progress: its name, null before the first, its type, null until it comes. */
  private String family;

  private String type;
  private final Set<String> described = new HashSet<>();
  private HistogramCheck histogram = new HistogramCheck();

  private Exposition(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  static List<Sample> text(String text) {
    return new Exposition(false).parse(text);
  }

  static List<Sample> openMetrics(String text) {
    String end = "# EOF\n";
    if (!text.endsWith("\n" + end)) {
      throw new AssertionError("does not end with # EOF: " + text);
    }
    return new Exposition(true).parse(text.substring(0, text.length() - end.length()));
  }

  private List<Sample> parse(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("the last line has no end: " + text);
    }
    // Not String.lines(), which takes a carriage return for the end of a line.
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      try {
        parseLine(line);
      } catch (AssertionError | RuntimeException wrong) {
        throw new AssertionError(wrong.getMessage() + ", in the line " + line, wrong);
      }
    }
    endFamily();
    return List.copyOf(samples);
  }

  private void parseLine(String line) {
    if (line.startsWith("#")) {
      describe(line);
    } else {
      add(new SampleLine(line).parse());
    }
  }

  /** {@code # HELP name text}, {@code # TYPE name type} or {@code # UNIT name unit}. */
  private void describe(String line) {
    String[] words = line.split(" ", 4);
    check(words.length == 4 && words[0].equals("#"), "not a description");
    String name = words[2];
    check(name.matches(SampleLine.METRIC_NAME), "not a name: " + name);
    if (!name.equals(family)) {
      endFamily();
      check(families.add(name), "the family comes twice");
      family = name;
    }
    check(described.add(words[1]), "described twice");
    check(!histogram.hasBegun(), "described after its first sample");
    switch (words[1]) {
      case "TYPE" -> {
        Set<String> types = openMetrics ? OPEN_METRICS_TYPES : TEXT_TYPES;
        check(types.contains(words[3]), "unknown type");
        type = words[3];
      }
      case "HELP" -> check(isEscaped(words[3]), "unknown escape");
      case "UNIT" -> check(openMetrics && name.endsWith("_" + words[3]), "not its unit");
      default -> throw new AssertionError("unknown description");
    }
  }

  private boolean isEscaped(String help) {
    return help.matches(openMetrics ? "(?:[^\\\\]|\\\\[\\\\n\"])*" : "(?:[^\\\\]|\\\\[\\\\n])*");
  }

  private void add(Sample sample) {
    check(type != null, "a sample without a type");
    String suffix = suffix(sample.name());
    check(series.add(List.of(sample.name(), sample.labels())), "the series comes twice");
    boolean counts = type.equals("counter") || suffix.equals("_count") || suffix.equals("_bucket");
    check(!counts || sample.value() >= 0, "a count that is none");
    boolean mayHaveExemplar = suffix.equals("_bucket") || suffix.equals("_total");
    check(sample.exemplar() == null || (openMetrics && mayHaveExemplar), "exemplar in a bad place");
    histogram.begin();
    if (type.equals("histogram")) {
      histogram.add(suffix, sample);
    }
    samples.add(sample);
  }

  /** The part of a sample's name that follows its family's. */
  private String suffix(String name) {
    check(name.startsWith(family), "not a sample of " + family);
    String suffix = name.substring(family.length());
    Set<String> allowed =
        (openMetrics ? OPEN_METRICS_SUFFIXES : TEXT_SUFFIXES).getOrDefault(type, Set.of(""));
    check(allowed.contains(suffix), "not a sample of the " + type + " " + family);
    return suffix;
  }

  private void endFamily() {
    histogram.end();
    histogram = new HistogramCheck();
    described.clear();
    type = null;
  }

  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}

package dev.tacho.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics in the text format of Prometheus, version 0.0.4. Immutable. */
final class MetricsText {
  private static final class Sample {
    final Map<String, String> labels;
    final double value;

    Sample(Map<String, String> labels, double value) {
      this.labels = labels;
      this.value = value;
    }
  }

  private final Map<String, List<Sample>> byName = new HashMap<>();

  private MetricsText() {}

  /**
   * Reads all samples.
   *
   * @throws IOException if a line is none
   */
  static MetricsText parse(String text) throws IOException {
    MetricsText metrics = new MetricsText();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty() && line.charAt(0) != '#') {
        new Line(line).addTo(metrics);
      }
    }
    return metrics;
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The sum of all series; NaN if there is none. */
  double sum(String name) {
    return has(name)
        ? samples(name).stream().mapToDouble(sample -> sample.value).sum()
        : Double.NaN;
  }

  /** The sums of the series by the value of one label. */
  Map<String, Double> by(String label, String name) {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (Sample sample : samples(name)) {
      sums.merge(sample.labels.getOrDefault(label, ""), sample.value, Double::sum);
    }
    return sums;
  }

  /** The value of a label of the first series; empty if there is none. */
  String label(String name, String label) {
    return has(name) ? samples(name).get(0).labels.getOrDefault(label, "") : "";
  }

  private List<Sample> samples(String name) {
    return byName.getOrDefault(name, new ArrayList<>());
  }

  /** Reads {@code name{label="value",…} value}, from left to right. */
  private static final class Line {
    private final String text;
    private int at;

    Line(String text) {
      this.text = text;
    }

    void addTo(MetricsText metrics) throws IOException {
      String name = until("{ ");
      Map<String, String> labels = new HashMap<>();
      if (text.charAt(at) == '{') {
        at++;
        while (text.charAt(at) != '}') {
          String label = until("=");
          labels.put(label, quoted());
          at += text.startsWith(",", at) ? 1 : 0;
        }
        at++;
      }
      String value = text.substring(at).trim().split(" ", 2)[0].replace("Inf", "Infinity");
      try {
        metrics
            .byName
            .computeIfAbsent(name, absent -> new ArrayList<>())
            .add(new Sample(labels, Double.parseDouble(value)));
      } catch (NumberFormatException none) {
        throw wrong();
      }
    }

    private String until(String ends) throws IOException {
      int start = at;
      while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      if (at + 1 >= text.length()) {
        throw wrong();
      }
      return text.substring(start, at);
    }

    private String quoted() throws IOException {
      StringBuilder value = new StringBuilder();
      at += 2; // the equals sign and the quote
      for (; at + 1 < text.length() && text.charAt(at) != '"'; at++) {
        char c = text.charAt(at);
        if (c == '\\') {
          at++;
          c = text.charAt(at) == 'n' ? '\n' : text.charAt(at);
        }
        value.append(c);
      }
      if (at + 1 >= text.length()) {
        throw wrong();
      }
      at++;
      return value.toString();
    }

    private IOException wrong() {
      return new IOException("no metrics in the text format: " + text);
    }
  }
}

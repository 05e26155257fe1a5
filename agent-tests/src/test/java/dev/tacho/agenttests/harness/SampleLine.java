package dev.tacho.agenttests.harness;

import static dev.tacho.agenttests.harness.Exposition.check;

import dev.tacho.agenttests.harness.Scrape.Exemplar;
import dev.tacho.agenttests.harness.Scrape.Sample;
import java.util.HashMap;
import java.util.Map;

/** Reads {@code name{label="value",…} value}, and {@code # {label="value",…} value} behind it. */
final class SampleLine {
  static final String METRIC_NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL_NAME = "[a-zA-Z_][a-zA-Z0-9_]*";
  private static final String NUMBER = "[+-]?(?:[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)";

  /** Of the names and values of all labels of an exemplar, by the OpenMetrics specification. */
  private static final int MAX_EXEMPLAR_CHARACTERS = 128;

  private final String line;
  private int position;

  SampleLine(String line) {
    this.line = line;
  }

  Sample parse() {
    String name = until("{ ", METRIC_NAME);
    Map<String, String> labels = line.charAt(position) == '{' ? labels() : Map.of();
    expect(" ");
    double value = number();
    Exemplar exemplar = null;
    if (position < line.length()) {
      expect(" # ");
      exemplar = exemplar();
    }
    return new Sample(name, labels, value, exemplar);
  }

  private Exemplar exemplar() {
    Map<String, String> labels = labels();
    int characters =
        labels.entrySet().stream()
            .mapToInt(label -> length(label.getKey()) + length(label.getValue()))
            .sum();
    check(characters <= MAX_EXEMPLAR_CHARACTERS, "an exemplar that is too long");
    expect(" ");
    double value = number();
    if (position < line.length()) {
      expect(" ");
      number(); // when it was
    }
    check(position == line.length(), "more than an exemplar");
    return new Exemplar(labels, value);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    expect("{");
    boolean first = true;
    while (line.charAt(position) != '}') {
      if (!first) {
        expect(",");
      }
      first = false;
      String label = until("=", LABEL_NAME);
      expect("=");
      check(labels.put(label, quoted()) == null, "a label that comes twice");
    }
    expect("}");
    return Map.copyOf(labels);
  }

  private String quoted() {
    expect("\"");
    StringBuilder value = new StringBuilder();
    while (line.charAt(position) != '"') {
      char c = line.charAt(position++);
      value.append(c == '\\' ? unescaped(line.charAt(position++)) : c);
    }
    expect("\"");
    return value.toString();
  }

  private static char unescaped(char escape) {
    return switch (escape) {
      case 'n' -> '\n';
      case '\\', '"' -> escape;
      default -> throw new AssertionError("unknown escape");
    };
  }

  private double number() {
    int end = line.indexOf(' ', position);
    String text = line.substring(position, end < 0 ? line.length() : end);
    position += text.length();
    return number(text);
  }

  static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> {
        check(text.matches(NUMBER), "not a number: " + text);
        yield Double.parseDouble(text);
      }
    };
  }

  private String until(String ends, String pattern) {
    int start = position;
    while (ends.indexOf(line.charAt(position)) < 0) {
      position++;
    }
    String text = line.substring(start, position);
    check(text.matches(pattern), "not a name: " + text);
    return text;
  }

  private void expect(String text) {
    check(line.startsWith(text, position), "expected " + text + " at " + position);
    position += text.length();
  }
}

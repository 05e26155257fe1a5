package dev.tacho.agenttests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One answer of the metrics endpoint in the text format, as samples. */
public record Scrape(List<Sample> samples) {
  /** One line: a name, labels and a value. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  /** Fails on any line that the text format does not allow. */
  public static Scrape parse(String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty() && !line.startsWith("# HELP ") && !line.startsWith("# TYPE ")) {
        samples.add(new SampleParser(line).parse());
      }
    }
    return new Scrape(List.copyOf(samples));
  }

  /** Starts an assertion on the samples of this name. */
  public Selection metric(String name) {
    return new Selection(
        name, samples.stream().filter(sample -> sample.name().equals(name)).toList());
  }

  /** The samples of one name that have certain labels. */
  public record Selection(String description, List<Sample> samples) {
    public Selection with(String label, String value) {
      return new Selection(
          description + " " + label + "=" + value,
          samples.stream().filter(sample -> value.equals(sample.labels().get(label))).toList());
    }

    /** Asserts the sum of the samples; 0 holds for no sample as well. */
    public void is(double expected) {
      assertThat(sum()).as("%s in %s", description, samples).isEqualTo(expected);
    }

    public double sum() {
      return samples.stream().mapToDouble(Sample::value).sum();
    }

    /** Asserts that there is such a sample at all, whatever its value. */
    public void exists() {
      assertThat(samples).as(description).isNotEmpty();
    }

    public void doesNotExist() {
      assertThat(samples).as(description).isEmpty();
    }

    /** The different values of a label. */
    public List<String> values(String label) {
      return samples.stream().map(sample -> sample.labels().get(label)).distinct().toList();
    }
  }

  /** {@code name{label="value",…} value}, with the escapes of the format in label values. */
  private static final class SampleParser {
    private final String line;
    private int position;

    SampleParser(String line) {
      this.line = line;
    }

    Sample parse() {
      String name = until("{ ");
      Map<String, String> labels = new HashMap<>();
      if (line.charAt(position) == '{') {
        position++;
        while (line.charAt(position) != '}') {
          String label = until("=");
          expect('=');
          labels.put(label, quoted());
          if (line.charAt(position) == ',') {
            position++;
          }
        }
        position++;
      }
      expect(' ');
      return new Sample(name, Map.copyOf(labels), number(line.substring(position)));
    }

    private static double number(String text) {
      return switch (text) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    }

    private String until(String ends) {
      int start = position;
      while (ends.indexOf(line.charAt(position)) < 0) {
        position++;
      }
      String text = line.substring(start, position);
      assertThat(text).as(line).matches("[a-zA-Z_:][a-zA-Z0-9_:]*");
      return text;
    }

    private String quoted() {
      expect('"');
      StringBuilder value = new StringBuilder();
      while (line.charAt(position) != '"') {
        char c = line.charAt(position++);
        value.append(c == '\\' ? unescaped(line.charAt(position++)) : c);
      }
      position++;
      return value.toString();
    }

    private char unescaped(char escape) {
      return switch (escape) {
        case 'n' -> '\n';
        case '\\', '"' -> escape;
        default -> throw new AssertionError("unknown escape in " + line);
      };
    }

    private void expect(char c) {
      assertThat(line.charAt(position++)).as(line).isEqualTo(c);
    }
  }
}

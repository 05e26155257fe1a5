package dev.tacho.agenttests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One answer of the metrics endpoint in a text format, as samples. */
public record Scrape(List<Sample> samples) {
  /**
   * One line: a name, labels and a value.
   *
   * @param exemplar null for none
   */
  public record Sample(String name, Map<String, String> labels, double value, Exemplar exemplar) {}

  /** What OpenMetrics shows beside a sample. */
  public record Exemplar(Map<String, String> labels, double value) {}

  /** Fails on anything that the text format 0.0.4 does not allow, or that contradicts itself. */
  public static Scrape parse(String text) {
    return new Scrape(Exposition.text(text));
  }

  /** As {@link #parse} for OpenMetrics 1.0. */
  public static Scrape parseOpenMetrics(String text) {
    return new Scrape(Exposition.openMetrics(text));
  }

  /** Starts an assertion on the samples of this name. */
  public Selection metric(String name) {
    return new Selection(
        name, samples.stream().filter(sample -> sample.name().equals(name)).toList());
  }

  /** The exemplars of all samples. */
  public List<Exemplar> exemplars() {
    return samples.stream().map(Sample::exemplar).filter(Objects::nonNull).toList();
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
}

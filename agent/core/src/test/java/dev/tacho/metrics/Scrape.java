package dev.tacho.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What Prometheus gets at one moment: the samples of the text format, by name and labels. */
public final class Scrape {
  private final Map<String, Double> samples = new LinkedHashMap<>();

  private Scrape() {}

  public static Scrape of(Families families) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(text, families.registry().scrape(), EscapingScheme.DEFAULT);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    Scrape scrape = new Scrape();
    text.toString(StandardCharsets.UTF_8).lines().forEach(scrape::addLine);
    return scrape;
  }

  /** The request ids that the exemplars of a histogram name. */
  public static List<String> exemplars(Families families, String histogram) {
    return families.registry().scrape(histogram::equals).stream()
        .flatMap(snapshot -> ((HistogramSnapshot) snapshot).getDataPoints().stream())
        .flatMap(series -> StreamSupport.stream(series.getExemplars().spliterator(), false))
        .map(exemplar -> exemplar.getLabels().get("request_id"))
        .toList();
  }

  private void addLine(String line) {
    if (!line.startsWith("#")) {
      int blank = line.lastIndexOf(' ');
      samples.put(
          line.substring(0, blank),
          Double.valueOf(line.substring(blank + 1).replace("+Inf", "Infinity")));
    }
  }

  /** Null if there is no such sample. */
  public Double value(String sample) {
    return samples.get(sample);
  }

  /** The samples of one name, those that are 0 left out. */
  public List<String> counted(String name) {
    return samples.entrySet().stream()
        .filter(sample -> isOf(name, sample.getKey()) && sample.getValue() != 0)
        .map(
            sample ->
                sample.getKey().substring(name.length()) + " " + Math.round(sample.getValue()))
        .toList();
  }

  /** The labels of all samples of one name. */
  public List<String> labels(String name) {
    return samples.keySet().stream()
        .filter(sample -> isOf(name, sample))
        .map(sample -> sample.substring(name.length()))
        .toList();
  }

  /** The sum over all labels. */
  public long sum(String name) {
    return samples.entrySet().stream()
        .filter(sample -> isOf(name, sample.getKey()))
        .mapToLong(sample -> Math.round(sample.getValue()))
        .sum();
  }

  private static boolean isOf(String name, String sample) {
    return sample.startsWith(name)
        && (sample.length() == name.length() || sample.charAt(name.length()) == '{');
  }
}

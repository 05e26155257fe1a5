package dev.tacho.summary;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the series of several metrics together by the labels that they share. Used by one thread.
 */
final class Table {
  /** The rest is one more row: a summary is to be read, and to have a bound. */
  static final int MAX_ROWS = 200;

  private final Readings readings;
  private final List<String> keyLabels;
  private final Map<List<String>, Row> rows = new LinkedHashMap<>();

  Table(Readings readings, String... keyLabels) {
    this.readings = readings;
    this.keyLabels = Arrays.asList(keyLabels);
  }

  Table durations(String histogram) {
    for (HistogramDataPointSnapshot series : readings.histograms(histogram)) {
      row(series.getLabels()).latencies.add(series);
    }
    return this;
  }

  /**
   * Adds the values of a counter or gauge up.
   *
   * @param metric without the suffix {@code _total}
   */
  Table numbers(String metric, String field) {
    List<Labels> series = readings.series(metric);
    List<Double> values = readings.values(metric);
    for (int i = 0; i < values.size(); i++) {
      row(series.get(i)).add(field, values.get(i));
    }
    return this;
  }

  /** As {@link #numbers}, by the values of one more label, which follow the prefix. */
  Table numbersBy(String label, String metric, String prefix) {
    List<Labels> series = readings.series(metric);
    List<Double> values = readings.values(metric);
    for (int i = 0; i < values.size(); i++) {
      row(series.get(i)).add(prefix + text(series.get(i).get(label)), values.get(i));
    }
    return this;
  }

  private Row row(Labels labels) {
    List<String> key = new ArrayList<>(keyLabels.size());
    for (String label : keyLabels) {
      key.add(text(labels.get(label)));
    }
    return row(key);
  }

  private static String text(String labelValue) {
    return labelValue == null ? "" : labelValue;
  }

  private Row row(List<String> key) {
    Row row = rows.get(key);
    if (row == null) {
      row = new Row(key);
      rows.put(key, row);
    }
    return row;
  }

  /** The row with these labels; an empty one if there is none. */
  Row find(String... key) {
    Row row = rows.get(Arrays.asList(key));
    return row == null ? new Row(Arrays.asList(key)) : row;
  }

  List<String> keyLabels() {
    return keyLabels;
  }

  /** The rows that took most time, the most first, {@value #MAX_ROWS} at most. */
  List<Row> longest() {
    List<Row> sorted = sorted();
    return sorted.subList(0, Math.min(MAX_ROWS, sorted.size()));
  }

  /** Those that {@link #longest} leaves out. */
  List<Row> rest() {
    List<Row> sorted = sorted();
    return sorted.subList(Math.min(MAX_ROWS, sorted.size()), sorted.size());
  }

  Row total() {
    return sum(rows.values());
  }

  static Row sum(Iterable<Row> rows) {
    Row sum = new Row(Collections.<String>emptyList());
    for (Row row : rows) {
      sum.add(row);
    }
    return sum;
  }

  private List<Row> sorted() {
    List<Row> sorted = new ArrayList<>(rows.values());
    Collections.sort(
        sorted,
        new Comparator<Row>() {
          @Override
          public int compare(Row one, Row other) {
            int byTime = Double.compare(other.latencies.sum(), one.latencies.sum());
            return byTime != 0 ? byTime : one.key.toString().compareTo(other.key.toString());
          }
        });
    return sorted;
  }
}

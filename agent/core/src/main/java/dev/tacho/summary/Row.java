package dev.tacho.summary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One entry of a list: what has been read of one route, table, peer or the like. One thread. */
final class Row {
  /** The values of the labels that make it this one. */
  final List<String> key;

  final Latencies latencies = new Latencies();
  private final Map<String, Double> numbers = new TreeMap<>();

  Row(List<String> key) {
    this.key = key;
  }

  void add(String field, double value) {
    numbers.put(field, has(field) ? numbers.get(field) + value : value);
  }

  void add(Row other) {
    latencies.add(other.latencies);
    for (Map.Entry<String, Double> number : other.numbers.entrySet()) {
      add(number.getKey(), number.getValue());
    }
  }

  boolean has(String field) {
    return numbers.containsKey(field);
  }

  /** NaN if no metric had it: then it is not known to be 0. */
  double get(String field) {
    return has(field) ? numbers.get(field) : Double.NaN;
  }

  /** 0 if no metric had it. */
  double sum(String field) {
    return has(field) ? numbers.get(field) : 0;
  }

  /** The numbers whose names begin with {@code prefix}, by the rest of their names. */
  Map<String, Double> all(String prefix) {
    Map<String, Double> found = new TreeMap<>();
    for (Map.Entry<String, Double> number : numbers.entrySet()) {
      if (number.getKey().startsWith(prefix)) {
        found.put(number.getKey().substring(prefix.length()), number.getValue());
      }
    }
    return found;
  }
}

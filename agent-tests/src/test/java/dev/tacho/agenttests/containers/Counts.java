package dev.tacho.agenttests.containers;

import dev.tacho.agenttests.harness.Scrape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests by method, route and status code: as expected, or as scraped. */
final class Counts {
  private final Map<String, Integer> counts = new TreeMap<>();

  static Counts of(Scrape scrape, String metric) {
    Counts scraped = new Counts();
    for (Scrape.Sample sample : scrape.metric(metric).samples()) {
      Map<String, String> labels = sample.labels();
      scraped.add(
          labels.get("method"),
          labels.get("route"),
          Integer.parseInt(labels.get("status_code")),
          (int) sample.value());
    }
    return scraped;
  }

  void add(String method, String route, int status, int count) {
    if (count > 0) {
      counts.merge(method + " " + route + " " + status, count, Integer::sum);
    }
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** One line for each series, for an assertion that names all that differ. */
  List<String> lines() {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }
}

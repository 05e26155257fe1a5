package dev.tacho.agenttests.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.Scrape;
import java.util.Map;
import java.util.TreeMap;

/** Statements by operation and collection: as expected, or as scraped. */
final class Counts {
  static final String TRANSACTIONS = "transaction _none_";

  private final Map<String, Integer> counts;

  Counts(Map<String, Integer> counts) {
    this.counts = new TreeMap<>(counts);
  }

  /** What {@code db_queries_total} says; fails if anything failed or is not of H2. */
  static Counts of(Scrape scrape) {
    Counts counts = new Counts(Map.of());
    for (Scrape.Sample sample : scrape.metric("db_queries_total").samples()) {
      Map<String, String> labels = sample.labels();
      assertThat(labels).as(sample.toString()).containsEntry("system", "h2");
      if (labels.get("status").equals("success")) {
        counts.add(labels.get("operation") + " " + labels.get("collection"), (int) sample.value());
      } else {
        assertThat(sample.value()).as(sample.toString()).isZero();
      }
    }
    return counts;
  }

  void add(String statements, int count) {
    if (count > 0) {
      counts.merge(statements, count, Integer::sum);
    }
  }

  void add(Counts other) {
    other.counts.forEach(this::add);
  }

  /** All but the ends of transactions, which are no queries of their request. */
  int queries() {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return all - counts.getOrDefault(TRANSACTIONS, 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counts that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}

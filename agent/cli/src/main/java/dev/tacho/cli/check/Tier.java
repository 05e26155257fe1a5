package dev.tacho.cli.check;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A class of endpoints with the same objectives: seconds for latencies, a share for errors. */
final class Tier {
  static final String DEFAULT = "public";

  final String name;

  /** At most this; what is not in it is not limited. */
  final Map<Measure, Double> limits;

  Tier(String name, Map<Measure, Double> limits) {
    this.name = name;
    this.limits = Collections.unmodifiableMap(new EnumMap<>(limits));
  }

  /** The tiers that a plan need not declare, by name. */
  static Map<String, Tier> builtIn() {
    Map<String, Tier> tiers = new LinkedHashMap<>();
    for (Tier tier :
        new Tier[] {
          of(DEFAULT, 0.05, 0.1, 0.2, 0.001),
          of("authenticated", 0.1, 0.2, 0.4, 0.001),
          // Waits for a provider; of the errors none may be the service's own.
          of("payment", 0.5, 1, 2, 0.001),
          of("admin", 0.25, 0.5, 1, 0.01),
          of("search", 0.15, 0.3, 0.6, 0.005),
        }) {
      tiers.put(tier.name, tier);
    }
    return tiers;
  }

  private static Tier of(String name, double p50, double p95, double p99, double errors) {
    Map<Measure, Double> limits = new EnumMap<>(Measure.class);
    limits.put(Measure.P50, p50);
    limits.put(Measure.P95, p95);
    limits.put(Measure.P99, p99);
    limits.put(Measure.ERRORS, errors);
    return new Tier(name, limits);
  }
}

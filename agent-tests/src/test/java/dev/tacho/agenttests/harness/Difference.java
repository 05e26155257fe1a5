package dev.tacho.agenttests.harness;

import java.util.Map;
import java.util.TreeMap;

/** What happened between two scrapes. */
public final class Difference {
  private Difference() {}

  /** What was added to each series, without those to which nothing was. */
  public static Map<String, Integer> between(
      Map<String, Integer> before, Map<String, Integer> after) {
    Map<String, Integer> difference = new TreeMap<>();
    after.forEach(
        (series, count) -> {
          int added = count - before.getOrDefault(series, 0);
          if (added != 0) {
            difference.put(series, added);
          }
        });
    return difference;
  }
}

package dev.tacho.config;

import dev.tacho.catalog.Metric;
import dev.tacho.catalog.Metrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The labels that a scrape does not show, each for one family or for all. Immutable. */
public final class LabelDrops implements PartlyValid {
  static final String EXPECTED =
      "FAMILY:LABEL or LABEL with ; between them, such as http:status_code;operation";

  static final LabelDrops NONE =
      new LabelDrops(Collections.<String>emptySet(), Collections.<String>emptyList());

  /** What is slow includes what is critical: adding the two up would count calls twice. */
  private static final String THRESHOLD = "threshold";

  /** {@code family:label} or {@code label}. */
  private final Set<String> drops;

  private final List<String> problems;

  private LabelDrops(Set<String> drops, List<String> problems) {
    this.drops = drops;
    this.problems = problems;
  }

  /** Never null: a label that is none costs itself only. */
  static LabelDrops parse(String text) {
    List<String> known = known();
    Set<String> drops = new HashSet<>();
    List<String> problems = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String drop = part.trim();
      if (known.contains(drop)) {
        drops.add(drop);
      } else if (!drop.isEmpty()) {
        problems.add(
            ConfigParser.oneLine(drop)
                + ": expected FAMILY:LABEL or LABEL that can be left out, the nearest is "
                + Nearest.to(drop, known));
      }
    }
    return new LabelDrops(drops, problems);
  }

  private static List<String> known() {
    List<String> known = new ArrayList<>();
    for (Metric metric : Metrics.all()) {
      if (metric.section.family() != null) {
        for (String label : metric.labels) {
          add(known, label);
          add(known, metric.section.family() + ':' + label);
        }
      }
    }
    return known;
  }

  private static void add(List<String> known, String drop) {
    if (!known.contains(drop) && !drop.endsWith(THRESHOLD)) {
      known.add(drop);
    }
  }

  @Override
  public List<String> problems() {
    return problems;
  }

  public boolean isEmpty() {
    return drops.isEmpty();
  }

  /** The labels that the metric loses, none for the agent's own metrics. */
  public Set<String> of(Metric metric) {
    String family = metric.section.family();
    Set<String> dropped = new HashSet<>();
    if (family != null) {
      for (String label : metric.labels) {
        if (drops.contains(label) || drops.contains(family + ':' + label)) {
          dropped.add(label);
        }
      }
    }
    return dropped;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelDrops && drops.equals(((LabelDrops) other).drops);
  }

  @Override
  public int hashCode() {
    return drops.hashCode();
  }
}

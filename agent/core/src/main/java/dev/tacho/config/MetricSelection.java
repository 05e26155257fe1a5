package dev.tacho.config;

import dev.tacho.catalog.Metric;
import dev.tacho.catalog.Metrics;
import dev.tacho.catalog.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Some of the metrics, as families and single ones: the value of an option. Immutable. */
public final class MetricSelection implements PartlyValid {
  static final String EXPECTED =
      "families (http, database, pools, cache, external, methods, jobs, jvm, process) or names of"
          + " metrics with ; between them, such as jvm;http_active_requests";

  static final MetricSelection NONE =
      new MetricSelection(Collections.<String>emptySet(), Collections.<String>emptyList());

  private final Set<String> names;
  private final List<String> problems;

  private MetricSelection(Set<String> names, List<String> problems) {
    this.names = names;
    this.problems = problems;
  }

  /** Never null: a name that is none costs itself only. */
  static MetricSelection parse(String text) {
    List<String> known = known();
    Set<String> names = new HashSet<>();
    List<String> problems = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String name = part.trim();
      if (known.contains(name) || isOfLibrary(name)) {
        names.add(name);
      } else if (!name.isEmpty()) {
        problems.add(
            ConfigParser.oneLine(name)
                + ": expected a family or a metric, the nearest is "
                + Nearest.to(name, known));
      }
    }
    return new MetricSelection(names, problems);
  }

  private static List<String> known() {
    List<String> known = new ArrayList<>(Section.families());
    for (Metric metric : Metrics.all()) {
      known.add(metric.name);
    }
    return known;
  }

  /** Which of its metrics there are depends on the JVM. */
  private static boolean isOfLibrary(String name) {
    return name.startsWith(Section.JVM + "_") || name.startsWith(Section.PROCESS + "_");
  }

  @Override
  public List<String> problems() {
    return problems;
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  public boolean contains(Metric metric) {
    return names.contains(metric.name) || names.contains(metric.section.family());
  }

  public boolean containsFamily(String family) {
    return names.contains(family);
  }

  /**
   * Whether it contains a metric of the library's.
   *
   * @param name begins with the name of its family
   */
  public boolean containsLibraryMetric(String name) {
    return names.contains(name) || names.contains(name.substring(0, name.indexOf('_')));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MetricSelection && names.equals(((MetricSelection) other).names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }
}

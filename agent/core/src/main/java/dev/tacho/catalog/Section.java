package dev.tacho.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The parts that the list of metrics has, and the family that an operator calls each by. */
public enum Section {
  HTTP("http"),
  DATABASE("database"),
  POOLS("pools"),
  CACHE("cache"),
  EXTERNAL("external"),
  METHODS("methods"),
  JOBS("jobs"),
  /** Where the time of requests went: known by them, and told with them. */
  BREAKDOWN("http"),
  AGENT(null);

  /** Those of the metrics library, which no section lists: their names begin so. */
  public static final String JVM = "jvm";

  public static final String PROCESS = "process";

  private final String family;

  Section(String family) {
    this.family = family;
  }

  /** Null for what is no measurement of the application, and belongs to no family. */
  public String family() {
    return family;
  }

  /** All families, those of the metrics library included. */
  public static List<String> families() {
    Set<String> families = new LinkedHashSet<>();
    for (Section section : values()) {
      if (section.family != null) {
        families.add(section.family);
      }
    }
    families.add(JVM);
    families.add(PROCESS);
    return new ArrayList<>(families);
  }
}

package dev.tacho.monitoring.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The series that a server has of a measured service: the tables of {@code docs/metrics.md}. */
public final class Contract {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(?<name>\\w+)` \\| (?<type>\\w+) \\| \\w* \\| (?<labels>[^|]*) \\|",
          Pattern.MULTILINE);

  /** Without the mark ° of free ones. */
  private static final Pattern LABEL = Pattern.compile("\\w+");

  private final Map<String, Set<String>> labels = new TreeMap<>();

  private Contract() {
    put("up", Set.of());
  }

  /** Reads the page {@code docs/metrics.md}. */
  public static Contract read(Path page) throws IOException {
    Contract contract = new Contract();
    Matcher row = ROW.matcher(Files.readString(page));
    while (row.find()) {
      Set<String> labels = new TreeSet<>();
      LABEL.matcher(row.group("labels")).results().forEach(label -> labels.add(label.group()));
      contract.put(row.group("name"), row.group("type"), labels);
    }
    return contract;
  }

  public Set<String> series() {
    return labels.keySet();
  }

  /** The labels that a series can be chosen by, those of its target included. */
  public Set<String> labelsOf(String series) {
    return labels.get(series);
  }

  private void put(String name, String type, Set<String> labels) {
    boolean histogram = type.equals("histogram");
    if (histogram) {
      Set<String> bucketLabels = new TreeSet<>(labels);
      bucketLabels.add("le");
      put(name + "_bucket", bucketLabels);
    }
    if (histogram || type.equals("summary")) {
      put(name + "_count", labels);
      put(name + "_sum", labels);
    }
    if (!type.equals("summary")) {
      // Of a histogram this is the native one.
      put(name, labels);
    }
  }

  private void put(String series, Set<String> ownLabels) {
    Set<String> all = new TreeSet<>(ownLabels);
    all.add("job");
    all.add("instance");
    labels.put(series, all);
  }
}

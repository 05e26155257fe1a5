package dev.tacho.agenttests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics that docs/metrics.md lists, which a test of the agent's core compares with the code.
 */
final class DeclaredMetrics {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| \\w* \\| ([^|]*) \\| ");
  private static final Pattern OF_LIBRARY = Pattern.compile("(jvm|process)_.*");

  /** By the name of a sample; the bound of a bucket is left out. */
  private static final Map<String, Set<String>> labels = read();

  private DeclaredMetrics() {}

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> labels = new HashMap<>();
    try {
      Matcher row =
          ROW.matcher(Files.readString(Artifacts.repository().resolve("docs/metrics.md")));
      while (row.find()) {
        Set<String> ofMetric =
            row.group(3).isBlank()
                ? Set.of()
                : new HashSet<>(Arrays.asList(row.group(3).replace("°", "").split(", ")));
        String[] suffixes =
            row.group(2).equals("histogram")
                ? new String[] {"_bucket", "_count", "_sum"}
                : new String[] {""};
        for (String suffix : suffixes) {
          labels.put(row.group(1) + suffix, ofMetric);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return labels;
  }

  /** Fails if the scrape has a metric that is not declared, or one with other labels. */
  static void assertDeclare(Scrape scrape) {
    assertThat(labels).hasSizeGreaterThan(50);
    for (Scrape.Sample sample : scrape.samples()) {
      if (!OF_LIBRARY.matcher(sample.name()).matches()) {
        Set<String> shown = new HashSet<>(sample.labels().keySet());
        shown.remove("le");
        assertThat(shown).as("labels of %s", sample.name()).isEqualTo(labels.get(sample.name()));
      }
    }
  }
}

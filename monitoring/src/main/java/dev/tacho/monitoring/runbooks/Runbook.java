package dev.tacho.monitoring.runbooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of an alert in {@code docs/runbooks}.
 *
 * @param alert by the name of the file
 * @param headings of the second level, in their order
 * @param queries the blocks of PromQL
 */
public record Runbook(
    Path file, String alert, String text, List<String> headings, List<String> queries) {
  /** The page that is about none of the alerts, but lists them. */
  public static final String INDEX = "README.md";

  static final String TOGETHER = "Fires together with: ";
  private static final Pattern TOGETHER_LINE = Pattern.compile("(?m)^" + TOGETHER + "(.+)$");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
  private static final Pattern QUERY = Pattern.compile("(?ms)^```promql\n(.*?)^```$");

  public static Runbook read(Path file) throws IOException {
    String text = Files.readString(file);
    return new Runbook(
        file,
        file.getFileName().toString().replaceFirst("\\.md$", ""),
        text,
        groups(HEADING, text),
        groups(QUERY, text));
  }

  /** The pages of all alerts, by name. */
  public static List<Runbook> all(Path folder) throws IOException {
    List<Runbook> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (!file.endsWith(INDEX)) {
          pages.add(read(file));
        }
      }
    }
    return pages;
  }

  /** The alerts that the same cause may fire. */
  public List<String> firesTogetherWith() {
    List<String> lines = groups(TOGETHER_LINE, text);
    if (lines.size() != 1) {
      throw new IllegalStateException(
          file
              + " has "
              + lines.size()
              + " lines \""
              + TOGETHER
              + "…\"; expected is one, with the names of alerts and \", \" between them, or none.");
    }
    return lines.get(0).equals("none") ? List.of() : List.of(lines.get(0).split(", "));
  }

  private static List<String> groups(Pattern pattern, String text) {
    List<String> groups = new ArrayList<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      groups.add(matcher.group(1));
    }
    return groups;
  }
}

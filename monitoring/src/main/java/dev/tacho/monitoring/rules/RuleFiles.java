package dev.tacho.monitoring.rules;

import dev.tacho.monitoring.Yamls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rule files of the project. */
public final class RuleFiles {
  private RuleFiles() {}

  /**
   * All rules of {@code rules} and {@code budgets}, file by file.
   *
   * @param alerts the folder {@code alerts} of the project
   */
  public static List<Rule> all(Path alerts) throws IOException {
    List<Rule> rules = new ArrayList<>();
    for (Path file : files(alerts)) {
      rules.addAll(of(alerts, file));
    }
    return rules;
  }

  /**
   * The files that a server loads: one of those with budgets stands in the place of the other.
   *
   * @param alerts the folder {@code alerts} of the project
   */
  public static List<Path> loaded(Path alerts) throws IOException {
    return files(alerts).stream().filter(file -> !file.endsWith("tight.yml")).toList();
  }

  private static List<Path> files(Path alerts) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String folder : List.of("budgets", "rules")) {
      try (Stream<Path> files = Files.list(alerts.resolve(folder))) {
        files.sorted().forEach(all::add);
      }
    }
    return all;
  }

  private static List<Rule> of(Path alerts, Path file) throws IOException {
    List<Rule> rules = new ArrayList<>();
    String name = alerts.relativize(file).toString();
    for (Object group : (List<?>) Yamls.read(file).get("groups")) {
      String groupName = text(group, "name");
      for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
        rules.add(rule(name, groupName, rule));
      }
    }
    return rules;
  }

  private static Rule rule(String file, String group, Object rule) {
    String alert = text(rule, "alert");
    return new Rule(
        file,
        group,
        alert != null ? alert : text(rule, "record"),
        alert != null,
        text(rule, "expr"),
        text(rule, "for"),
        text(rule, "keep_firing_for"),
        texts(rule, "labels"),
        texts(rule, "annotations"));
  }

  private static String text(Object of, String key) {
    Object value = ((Map<?, ?>) of).get(key);
    return value == null ? null : value.toString();
  }

  private static Map<String, String> texts(Object of, String key) {
    Map<String, String> texts = new TreeMap<>();
    Object value = ((Map<?, ?>) of).get(key);
    if (value != null) {
      ((Map<?, ?>) value).forEach((name, text) -> texts.put(name.toString(), text.toString()));
    }
    return texts;
  }
}

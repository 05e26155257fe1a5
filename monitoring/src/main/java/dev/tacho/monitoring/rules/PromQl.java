package dev.tacho.monitoring.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a PromQL expression names, as far as words tell: it reads no more of the grammar than that,
 * and leaves it to promtool to say what is wrong. Variables of Grafana may stand for durations and
 * within strings.
 */
public final class PromQl {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+|#[^\\n]*)"
              + "|(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)"
              + "|(?<range>\\[[^\\[\\]]*])"
              + "|(?<number>\\d[\\w.]*(?:(?<=[eE])[+-]\\d+)?|\\.\\d\\w*)"
              + "|(?<variable>\\$\\w+|\\$\\{[^}]*})"
              + "|(?<name>[a-zA-Z_:][\\w:]*)"
              + "|(?<operator>=~|!~|!=|==|<=|>=|.)",
          Pattern.DOTALL);

  private static final Set<String> WITH_LABELS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "offset", "bool", "atan2", "inf", "nan");

  /** They may stand before their {@code by}; other functions stand before their arguments. */
  private static final Set<String> AGGREGATIONS =
      Set.of(
          "sum",
          "min",
          "max",
          "avg",
          "group",
          "stddev",
          "stdvar",
          "count",
          "count_values",
          "bottomk",
          "topk",
          "quantile");

  private final List<String> tokens = new ArrayList<>();
  private final List<Selector> selectors = new ArrayList<>();
  private final Set<String> groupingLabels = new TreeSet<>();
  private int next;

  /**
   * One choice of series.
   *
   * @param metric empty where only labels choose
   * @param matchers by label: operator and value, as {@code =~5..}
   */
  public record Selector(String metric, Map<String, String> matchers) {}

  private PromQl(String expression) {
    Matcher token = TOKEN.matcher(expression);
    while (token.find()) {
      if (token.group("space") == null) {
        tokens.add(token.group());
      }
    }
  }

  public static PromQl of(String expression) {
    PromQl read = new PromQl(expression);
    while (read.next < read.tokens.size()) {
      read.readNext();
    }
    return read;
  }

  public List<Selector> selectors() {
    return selectors;
  }

  /** The series that it reads. */
  public Set<String> metrics() {
    return selectors.stream()
        .map(Selector::metric)
        .filter(metric -> !metric.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The labels of {@code by}, {@code without}, {@code on}, {@code ignoring} and the groups. */
  public Set<String> groupingLabels() {
    return groupingLabels;
  }

  private void readNext() {
    String token = tokens.get(next++);
    if (token.equals("{")) {
      selectors.add(selector(""));
    } else if (isName(token)) {
      readName(token);
    }
  }

  private void readName(String name) {
    String word = name.toLowerCase(Locale.ROOT);
    if (WITH_LABELS.contains(word)) {
      readGroupingLabels();
    } else if (peek().equals("{")) {
      next++;
      selectors.add(selector(name));
    } else if (!peek().equals("(") && !WORDS.contains(word) && !AGGREGATIONS.contains(word)) {
      selectors.add(new Selector(name, Map.of()));
    }
  }

  private void readGroupingLabels() {
    if (!peek().equals("(")) {
      return;
    }
    while (next < tokens.size() && !tokens.get(next).equals(")")) {
      if (isName(tokens.get(next))) {
        groupingLabels.add(tokens.get(next));
      }
      next++;
    }
  }

  private Selector selector(String name) {
    String metric = name;
    Map<String, String> matchers = new LinkedHashMap<>();
    while (next < tokens.size() && !tokens.get(next).equals("}")) {
      String label = tokens.get(next++);
      if (isName(label) && next + 1 < tokens.size()) {
        String operator = tokens.get(next++);
        String value = unquoted(tokens.get(next++));
        if (label.equals("__name__") && operator.equals("=")) {
          metric = value;
        } else {
          matchers.put(label, operator + value);
        }
      }
    }
    next++;
    return new Selector(metric, matchers);
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private static boolean isName(String token) {
    char first = token.charAt(0);
    return Character.isLetter(first) || first == '_' || first == ':';
  }

  private static String unquoted(String string) {
    return string.length() < 2 ? string : string.substring(1, string.length() - 1);
  }
}

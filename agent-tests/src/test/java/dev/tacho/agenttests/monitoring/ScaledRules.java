package dev.tacho.agenttests.monitoring;

import dev.tacho.monitoring.Yamls;
import dev.tacho.monitoring.rules.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * The project's rules and its configuration of Alertmanager, as they are but for their durations: a
 * minute is a second. What a service does in an hour can then be watched in a minute.
 */
public final class ScaledRules {
  private static final int DIVISOR = 60;

  /** With a scrape a second, a shorter window may have no sample in it, or one that came late. */
  private static final Duration SHORTEST = Duration.ofSeconds(3);

  /** The windows of SLOs go to thirty days: after a fault they would be full of it for long. */
  private static final Duration LONGEST_OF_SLOS = Duration.ofSeconds(20);

  private static final Duration UNBOUNDED = Duration.ofDays(Short.MAX_VALUE);

  private static final Set<String> KEYS =
      Set.of(
          "for",
          "keep_firing_for",
          "interval",
          "group_wait",
          "group_interval",
          "repeat_interval",
          "resolve_timeout");

  private static final String DURATION = "((?:\\d+(?:ms|[smhdwy]))+)";

  /** {@code [5m]}, {@code [1h:5m]} and {@code offset 1h}; not the {@code 5m} in a name. */
  private static final Pattern IN_EXPRESSION =
      Pattern.compile(
          "(?<=\\[)" + DURATION + "|(?<=\\[[^\\]]{1,20}:)" + DURATION + "|(?<=offset )" + DURATION);

  private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");

  private ScaledRules() {}

  /**
   * Writes the rules with the default budgets into a folder.
   *
   * @param alerts the project's folder of that name
   * @return the files
   */
  public static List<Path> write(Path alerts, Path folder) {
    List<Path> written = new ArrayList<>();
    try {
      for (Path file : RuleFiles.loaded(alerts)) {
        Duration longest =
            file.getFileName().toString().startsWith("slo") ? LONGEST_OF_SLOS : UNBOUNDED;
        Path copy = folder.resolve(ShippedRules.nameOfCopy(file));
        Files.writeString(copy, new Yaml().dump(scaled(load(file), longest)));
        written.add(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written;
  }

  /**
   * The configuration of Alertmanager, with all that a receiver sends going to a webhook. Routes,
   * grouping and inhibition are the project's.
   *
   * @param alerts the project's folder of that name
   */
  public static String alertmanager(Path alerts, WebhookReceiver webhook) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    ((Map<?, ?>) scaled(load(alerts.resolve("alertmanager.yml")), Duration.ofDays(1)))
        .forEach((key, value) -> configuration.put(key.toString(), value));
    // Secrets and templates of what is not sent to.
    configuration.remove("global");
    configuration.remove("templates");
    List<Object> receivers = new ArrayList<>();
    for (Object receiver : (List<?>) configuration.get("receivers")) {
      Map<String, Object> redirected = new LinkedHashMap<>();
      redirected.put("name", ((Map<?, ?>) receiver).get("name"));
      // One that sends nothing still does not.
      if (((Map<?, ?>) receiver).size() > 1) {
        redirected.put(
            "webhook_configs",
            List.of(Map.of("url", webhook.address().toString(), "send_resolved", true)));
      }
      receivers.add(redirected);
    }
    configuration.put("receivers", receivers);
    return new Yaml().dump(configuration);
  }

  private static Object load(Path file) {
    try {
      return Yamls.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object scaled(Object node, Duration longest) {
    if (node instanceof List<?> list) {
      return list.stream().map(element -> scaled(element, longest)).toList();
    }
    if (!(node instanceof Map<?, ?> map)) {
      return node;
    }
    Map<Object, Object> scaled = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (KEYS.contains(key)) {
            scaled.put(key, duration(value.toString(), longest));
          } else if (key.equals("expr")) {
            scaled.put(key, expression(value.toString(), longest));
          } else {
            scaled.put(key, scaled(value, longest));
          }
        });
    return scaled;
  }

  static String expression(String expression, Duration longest) {
    return IN_EXPRESSION.matcher(expression).replaceAll(match -> duration(match.group(), longest));
  }

  private static String duration(String text, Duration longest) {
    Duration length = Duration.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      length = length.plus(unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))));
    }
    if (length.isZero()) {
      return text;
    }
    Duration scaled = length.dividedBy(DIVISOR);
    Duration bounded = scaled.compareTo(SHORTEST) < 0 ? SHORTEST : scaled;
    return (bounded.compareTo(longest) > 0 ? longest : bounded).toMillis() + "ms";
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      case "w" -> Duration.ofDays(7);
      case "y" -> Duration.ofDays(365);
      default -> throw new IllegalArgumentException(name);
    };
  }
}

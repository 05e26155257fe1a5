package dev.tacho.cli.check;

import dev.tacho.cli.Json;
import dev.tacho.cli.UsageException;
import dev.tacho.config.Quantities;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a plan. What is wrong in it is a {@link UsageException} that names file and field. */
final class PlanReader {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final String DURATION = "a duration such as 250ms, 1s or 5m";
  private static final long DEFAULT_TIMEOUT_NANOS = 5_000_000_000L;
  private static final String JSON_TYPE = "application/json";

  private final Map<String, String> environment;
  private final Map<String, Tier> tiers = Tier.builtIn();
  private final Map<String, Template> commonHeaders = new LinkedHashMap<>();
  private long commonTimeoutNanos = DEFAULT_TIMEOUT_NANOS;

  private PlanReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @param environment for {@code ${NAME}} in headers
   * @throws IOException if the file cannot be read or is not JSON
   */
  static Plan read(Path file, Map<String, String> environment) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String name = file.getFileName().toString();
      Object json = Json.read(name, in);
      return new PlanReader(environment).plan(PlanField.root(name, json), name);
    } catch (NoSuchFileException missing) {
      throw new UsageException("--plan: there is no file " + file + '.');
    }
  }

  private Plan plan(PlanField root, String fileName) {
    root.allowOnly("name", "timeout", "headers", "tiers", "endpoints");
    PlanField name = root.get("name");
    PlanField timeout = root.get("timeout");
    if (!timeout.isAbsent()) {
      commonTimeoutNanos = nanos(timeout);
    }
    readHeaders(root.get("headers"), commonHeaders);
    readTiers(root.get("tiers"));
    List<Endpoint> endpoints = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (PlanField each : root.get("endpoints").elements("a list of endpoints")) {
      Endpoint endpoint = endpoint(each);
      if (!names.add(endpoint.name)) {
        throw each.get("name").wrong("a name that no other endpoint has");
      }
      endpoints.add(endpoint);
    }
    String fallback = fileName.replaceFirst("\\.[^.]*$", "");
    return new Plan(name.isAbsent() ? fallback : name.text("a name"), endpoints);
  }

  private void readTiers(PlanField declared) {
    if (declared.isAbsent()) {
      return;
    }
    for (String name : declared.object().keySet()) {
      PlanField tier = declared.get(name);
      tier.allowOnly("p50", "p95", "p99", "max", "errors");
      Map<Measure, Double> limits = new EnumMap<>(Measure.class);
      for (Measure measure : Measure.values()) {
        PlanField limit = tier.get(measure.label);
        if (!limit.isAbsent()) {
          limits.put(measure, measure.isLatency() ? nanos(limit) / 1e9 : share(limit));
        }
      }
      if (limits.isEmpty()) {
        throw tier.wrong("at least one of p50, p95, p99, max and errors");
      }
      tiers.put(name, new Tier(name, limits));
    }
  }

  private Endpoint endpoint(PlanField field) {
    field.allowOnly(
        "name",
        "method",
        "path",
        "parameters",
        "headers",
        "body",
        "weight",
        "expect",
        "tier",
        "timeout");
    Endpoint endpoint = new Endpoint();
    endpoint.name = field.get("name").text("a name");
    endpoint.method = method(field.get("method"));
    readParameters(field.get("parameters"), endpoint.parameters);
    endpoint.path = path(field.get("path"), endpoint.parameters.keySet());
    endpoint.headers.putAll(commonHeaders);
    readBody(field.get("body"), endpoint);
    readHeaders(field.get("headers"), endpoint.headers);
    endpoint.weight = weight(field.get("weight"));
    endpoint.expected = expected(field.get("expect"));
    endpoint.tier = tier(field.get("tier"));
    PlanField timeout = field.get("timeout");
    endpoint.timeoutNanos = timeout.isAbsent() ? commonTimeoutNanos : nanos(timeout);
    return endpoint;
  }

  private static String method(PlanField field) {
    String expected = "a method such as GET or POST";
    String method = field.isAbsent() ? "GET" : field.text(expected);
    if (!method.matches("[A-Z]+") || method.equals("CONNECT")) {
      throw field.wrong(expected);
    }
    return method;
  }

  private static Template path(PlanField field, Set<String> parameters) {
    String expected = "a path that starts with / and has no blanks";
    String path = field.text(expected);
    if (!path.matches("/[\\x21-\\x22\\x24-\\x7e]*")) { // without #
      throw field.wrong(expected);
    }
    Template template = new Template(path);
    for (String name : template.names()) {
      if (!parameters.contains(name)) {
        throw field.wrong("each {name} to be one of parameters");
      }
    }
    return template;
  }

  private static void readParameters(PlanField field, Map<String, Parameter> parameters) {
    if (field.isAbsent()) {
      return;
    }
    for (String name : field.object().keySet()) {
      parameters.put(name, parameter(field.get(name)));
    }
  }

  private static Parameter parameter(PlanField field) {
    String expected = "a list of values, or {\"from\": 1, \"to\": 100}";
    if (field.value instanceof Map) {
      field.allowOnly("from", "to");
      long from = field.get("from").integer("an integer");
      long to = field.get("to").integer("an integer");
      if (to < from) {
        throw field.get("to").wrong("an integer from " + from + " on");
      }
      return Parameter.between(from, to);
    }
    List<String> values = new ArrayList<>();
    for (PlanField value : field.elements(expected)) {
      values.add(value.scalar("a text or a number"));
    }
    return Parameter.anyOf(values);
  }

  private void readHeaders(PlanField field, Map<String, Template> headers) {
    if (field.isAbsent()) {
      return;
    }
    for (String name : field.object().keySet()) {
      PlanField header = field.get(name);
      String value = withEnvironment(header, header.scalar("a text"));
      if (!TOKEN.matcher(name).matches()
          || value.matches("(?s).*[\\x00-\\x08\\x0a-\\x1f\\x7f].*")) {
        throw header.wrong("a header's name and value, without line breaks");
      }
      headers.keySet().removeIf(name::equalsIgnoreCase);
      headers.put(name, new Template(value));
    }
  }

  private String withEnvironment(PlanField header, String text) {
    Matcher variables = VARIABLE.matcher(text);
    StringBuffer resolved = new StringBuffer();
    while (variables.find()) {
      String value = environment.get(variables.group(1));
      if (value == null) {
        throw header.wrong("the environment variable " + variables.group(1) + " to be set");
      }
      variables.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return variables.appendTail(resolved).toString();
  }

  private static void readBody(PlanField field, Endpoint endpoint) {
    if (field.isAbsent()) {
      return;
    }
    if (field.value instanceof String) {
      endpoint.body = new Template((String) field.value);
    } else {
      endpoint.body = new Template(JsonText.of(field.value));
      endpoint.headers.put("Content-Type", new Template(JSON_TYPE));
    }
  }

  private static double weight(PlanField field) {
    double weight = field.isAbsent() ? 1 : field.number("a number above 0");
    if (weight <= 0) {
      throw field.wrong("a number above 0");
    }
    return weight;
  }

  private static Statuses expected(PlanField field) {
    if (field.isAbsent()) {
      return Statuses.NO_ERROR;
    }
    String expected = "a list of statuses such as 200, \"2xx\" or \"200-399\"";
    List<String> texts = new ArrayList<>();
    for (PlanField element : field.elements(expected)) {
      texts.add(element.scalar("a status such as 200, \"2xx\" or \"200-399\""));
    }
    Statuses statuses = Statuses.of(texts);
    if (statuses == null) {
      throw field.wrong(expected);
    }
    return statuses;
  }

  private Tier tier(PlanField field) {
    String name = field.isAbsent() ? Tier.DEFAULT : field.text("a tier's name");
    Tier tier = tiers.get(name);
    if (tier == null) {
      throw field.wrong("one of " + String.join(", ", tiers.keySet()));
    }
    return tier;
  }

  private static long nanos(PlanField field) {
    Long nanos = Quantities.nanos(field.text(DURATION));
    if (nanos == null || nanos == 0) {
      throw field.wrong(DURATION);
    }
    return nanos;
  }

  private static double share(PlanField field) {
    String expected = "a share such as 0.1% or 0.001, or 0";
    String text = field.scalar(expected);
    if (text.matches("0(\\.0*)?%?")) {
      return 0;
    }
    Double share = Quantities.ratio(text);
    if (share == null) {
      throw field.wrong(expected);
    }
    return share;
  }
}

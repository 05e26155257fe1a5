package dev.tacho.monitoring.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboards of the project, as files for Grafana. */
public final class Dashboards {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), \\w+\\)");

  private Dashboards() {}

  /** The content of each file by its name. */
  public static Map<String, String> files() throws JsonProcessingException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("service.json", render(ServiceDashboard.create()));
    files.put("slo.json", render(SloDashboard.create()));
    files.put("jvm.json", render(JvmDashboard.create()));
    return files;
  }

  /**
   * Every query of every panel, variable and annotation, for all instances and routes.
   *
   * @param job value of the variable of that name
   * @param rateInterval such as {@code 1m}: four times the interval of scrapes
   * @param range of the time that is shown, such as {@code 15m}
   */
  public static List<Query> queries(
      JsonNode dashboard, String job, String rateInterval, String range) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("$__rate_interval", rateInterval);
    values.put("$__interval", rateInterval);
    values.put("$__range", range);
    values.put("$job", job);
    values.put("$instance", ".*");
    values.put("$route", ".*");

    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : dashboard.at("/panels")) {
      String title = panel.path("title").asText();
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Query(
                target.path("instant").asBoolean() ? Query.Kind.INSTANT : Query.Kind.RANGE,
                title,
                target.path("refId").asText(),
                resolved(target.path("expr").asText(), values),
                target.path("legendFormat").asText()));
      }
    }
    for (JsonNode variable : dashboard.at("/templating/list")) {
      Matcher query = LABEL_VALUES.matcher(variable.at("/query/query").asText());
      if (query.matches()) {
        queries.add(
            new Query(
                Query.Kind.VARIABLE,
                variable.path("name").asText(),
                "",
                resolved(query.group(1), values),
                ""));
      }
    }
    for (JsonNode annotation : dashboard.at("/annotations/list")) {
      if (annotation.has("expr")) {
        queries.add(
            new Query(
                Query.Kind.ANNOTATION,
                annotation.path("name").asText(),
                "",
                resolved(annotation.path("expr").asText(), values),
                ""));
      }
    }
    return queries;
  }

  private static String resolved(String expression, Map<String, String> values) {
    String resolved = expression;
    for (Map.Entry<String, String> value : values.entrySet()) {
      resolved = resolved.replace(value.getKey(), value.getValue());
    }
    return resolved;
  }

  private static String render(Dashboard dashboard) throws JsonProcessingException {
    return MAPPER.writeValueAsString(dashboard.model()) + "\n";
  }
}

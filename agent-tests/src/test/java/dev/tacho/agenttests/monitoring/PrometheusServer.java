package dev.tacho.agenttests.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tacho.monitoring.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/**
 * A real Prometheus with a configuration and data of its own. It scrapes, and evaluates rules, once
 * a second.
 *
 * <pre>{@code
 * try (PrometheusServer prometheus =
 *     PrometheusServer.configure()
 *         .scrape("club", "127.0.0.1:" + app.agentPort())
 *         .rules(files)
 *         .start()) {
 *   prometheus.query("up{job=\"club\"}");
 * }
 * }</pre>
 */
public final class PrometheusServer implements AutoCloseable {
  private final ServerProcess server;

  private PrometheusServer(ServerProcess server) {
    this.server = server;
  }

  public static Builder configure() {
    return new Builder();
  }

  public static final class Builder {
    private Path program = Program.PROMETHEUS.path();
    private final Map<String, Object> configuration = new LinkedHashMap<>();
    private final List<Object> scrapes = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();

    private Builder() {
      configuration.put(
          "global",
          Map.of("scrape_interval", "1s", "scrape_timeout", "1s", "evaluation_interval", "1s"));
      configuration.put("scrape_configs", scrapes);
    }

    /** Takes another program than the one on the {@code PATH}. */
    public Builder program(Path other) {
      this.program = other;
      return this;
    }

    /** Adds a job with targets, each {@code host:port}. */
    public Builder scrape(String job, String... targets) {
      return scrapeConfig(
          Map.of("job_name", job, "static_configs", List.of(Map.of("targets", List.of(targets)))));
    }

    /** Adds an element of {@code scrape_configs} as it is. */
    public Builder scrapeConfig(Map<String, ?> scrape) {
      scrapes.add(scrape);
      return this;
    }

    public Builder rules(List<Path> files) {
      return section(
          "rule_files", files.stream().map(file -> file.toAbsolutePath().toString()).toList());
    }

    public Builder alertmanager(URI address) {
      return section(
          "alerting",
          Map.of(
              "alertmanagers",
              List.of(
                  Map.of(
                      "static_configs",
                      List.of(Map.of("targets", List.of(address.getAuthority())))))));
    }

    /** Sets a section of the configuration, such as {@code remote_write}. */
    public Builder section(String name, Object content) {
      configuration.put(name, content);
      return this;
    }

    /** Adds arguments of the command line, such as {@code --web.enable-remote-write-receiver}. */
    public Builder flags(String... arguments) {
      flags.addAll(Arrays.asList(arguments));
      return this;
    }

    public PrometheusServer start() {
      try {
        Path folder = Files.createTempDirectory("tacho-prometheus-");
        Path file = folder.resolve("prometheus.yml");
        Files.writeString(file, new Yaml().dump(configuration));
        List<String> arguments = new ArrayList<>();
        arguments.add("--config.file=" + file);
        arguments.add("--storage.tsdb.path=" + folder.resolve("data"));
        arguments.addAll(flags);
        return new PrometheusServer(ServerProcess.start(program, folder, arguments));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One series of an answer; not a number for native histograms. */
  public record Sample(Map<String, String> labels, double value) {
    public String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  /**
   * An alert that is pending or firing.
   *
   * @param labels with {@code alertname}
   */
  public record Alert(
      Map<String, String> labels, Map<String, String> annotations, boolean isFiring) {
    public String name() {
      return label("alertname");
    }

    public String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  /**
   * A rule as the server has it.
   *
   * @param health {@code ok}, {@code err} or {@code unknown}: not evaluated yet
   * @param error empty for none
   */
  public record LoadedRule(String group, String name, String health, String error) {}

  public URI address() {
    return server.address();
  }

  /** {@code host:port}, as targets and the like are written. */
  public String hostAndPort() {
    return server.address().getAuthority();
  }

  /** The series that an expression has now. */
  public List<Sample> query(String expression) {
    JsonNode data =
        server.get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)).get("data");
    if (data.get("resultType").asText().equals("scalar")) {
      return List.of(new Sample(Map.of(), number(data.get("result"))));
    }
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : data.get("result")) {
      JsonNode value = series.get("value");
      samples.add(
          new Sample(texts(series.get("metric")), value == null ? Double.NaN : number(value)));
    }
    return samples;
  }

  private static double number(JsonNode timeAndValue) {
    String text = timeAndValue.get(1).asText();
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The alerts that are pending or firing. */
  public List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode alert : server.get("/api/v1/alerts").get("data").get("alerts")) {
      alerts.add(
          new Alert(
              texts(alert.get("labels")),
              texts(alert.get("annotations")),
              alert.get("state").asText().equals("firing")));
    }
    return alerts;
  }

  public List<LoadedRule> rules() {
    List<LoadedRule> rules = new ArrayList<>();
    for (JsonNode group : server.get("/api/v1/rules").get("data").get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        rules.add(
            new LoadedRule(
                group.get("name").asText(),
                rule.get("name").asText(),
                rule.get("health").asText(),
                rule.path("lastError").asText("")));
      }
    }
    return rules;
  }

  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  /** What the server has written so far. */
  public String log() {
    return server.log();
  }

  @Override
  public void close() {
    server.close();
  }
}

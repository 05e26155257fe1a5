package dev.tacho.agenttests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tacho.monitoring.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Alertmanager, alone, with data of its own. */
public final class AlertmanagerServer implements AutoCloseable {
  private final ServerProcess server;

  private AlertmanagerServer(ServerProcess server) {
    this.server = server;
  }

  /** Starts it with this configuration, which is YAML. */
  public static AlertmanagerServer start(String configuration) {
    Path program = Program.ALERTMANAGER.path();
    try {
      Path folder = Files.createTempDirectory("tacho-alertmanager-");
      Path file = folder.resolve("alertmanager.yml");
      Files.writeString(file, configuration);
      return new AlertmanagerServer(
          ServerProcess.start(
              program,
              folder,
              List.of(
                  "--config.file=" + file,
                  "--storage.path=" + folder.resolve("data"),
                  // No cluster.
                  "--cluster.listen-address=")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An alert that fires.
   *
   * @param isInhibited whether another alert keeps it from being sent
   */
  public record Alert(Map<String, String> labels, boolean isInhibited, List<String> receivers) {
    public String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  public URI address() {
    return server.address();
  }

  /**
   * Takes alerts that fire, as Prometheus would send them.
   *
   * @param alerts with {@code labels} and {@code annotations}
   */
  public void take(List<Map<String, Object>> alerts) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address().resolve("/api/v2/alerts"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            new ObjectMapper().writeValueAsString(alerts)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }

  public List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode alert : server.get("/api/v2/alerts")) {
      List<String> receivers = new ArrayList<>();
      alert.get("receivers").forEach(receiver -> receivers.add(receiver.get("name").asText()));
      alerts.add(
          new Alert(
              PrometheusServer.texts(alert.get("labels")),
              !alert.get("status").get("inhibitedBy").isEmpty(),
              receivers));
    }
    return alerts;
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

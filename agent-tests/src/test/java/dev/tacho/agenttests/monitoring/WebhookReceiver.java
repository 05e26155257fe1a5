package dev.tacho.agenttests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes what Alertmanager sends, and keeps it. */
public final class WebhookReceiver implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final List<Notification> notifications = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  public static WebhookReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    WebhookReceiver receiver = new WebhookReceiver(server);
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  /**
   * What came in one request.
   *
   * @param receiver its name in Alertmanager's configuration
   * @param groupLabels what the alerts are grouped by, with its values
   */
  public record Notification(
      String receiver, Map<String, String> groupLabels, List<NotifiedAlert> alerts) {}

  public record NotifiedAlert(
      Map<String, String> labels, Map<String, String> annotations, boolean isResolved) {
    public String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All of them so far, in the order in which they came. */
  public List<Notification> notifications() {
    return List.copyOf(notifications);
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode content = json.readTree(exchange.getRequestBody());
    List<NotifiedAlert> alerts = new ArrayList<>();
    for (JsonNode alert : content.get("alerts")) {
      alerts.add(
          new NotifiedAlert(
              PrometheusServer.texts(alert.get("labels")),
              PrometheusServer.texts(alert.get("annotations")),
              alert.get("status").asText().equals("resolved")));
    }
    notifications.add(
        new Notification(
            content.get("receiver").asText(),
            PrometheusServer.texts(content.get("groupLabels")),
            alerts));
    // Without a body: this server writes it in a packet of its own, which can wait for an ACK.
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

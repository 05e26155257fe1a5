package dev.tacho.cli.diff;

import dev.tacho.cli.JsonValue;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What a summary says of the requests of a time. Immutable. */
final class Figures {
  /** The only one there has been. */
  private static final double FORMAT = 1;

  /** The row that adds up what found no room; it holds other routes in each summary. */
  private static final String REST = "_rest_";

  private final JsonValue agent;

  /** How long it took for the requests to come in. */
  final double seconds;

  /** By method and route, with a blank between them. */
  final Map<String, RouteFigures> routes;

  private Figures(JsonValue agent, double seconds, Map<String, RouteFigures> routes) {
    this.agent = agent;
    this.seconds = seconds;
    this.routes = routes;
  }

  /**
   * Reads a summary.
   *
   * @param source what to call it in messages
   * @throws IOException if it is none
   */
  static Figures of(String source, JsonValue summary) throws IOException {
    JsonValue agent = summary.at("agent");
    double uptime = agent.at("uptime_seconds").number();
    if (summary.at("format").number() != FORMAT
        || summary.at("routes").isMissing()
        || !(uptime > 0)) {
      throw new IOException(
          source + ": expected a summary of the agent, format 1. See docs/summary.md.");
    }
    Map<String, RouteFigures> routes = new TreeMap<>();
    for (JsonValue row : summary.at("routes").list()) {
      if (!row.at("route").text().equals(REST)) {
        String name = row.at("method").text() + ' ' + row.at("route").text();
        routes.put(name, RouteFigures.of(row));
      }
    }
    return new Figures(agent, uptime, routes);
  }

  /** Whether both tell of one process, so that the later one contains the other. */
  boolean isSameProcessAs(Figures other) {
    return agent.at("pid").text().equals(other.agent.at("pid").text())
        && agent.at("started_seconds").number() == other.agent.at("started_seconds").number();
  }

  /**
   * What has been added since an earlier summary of the process.
   *
   * @throws IOException if it is not earlier
   */
  Figures since(Figures earlier) throws IOException {
    double gained = seconds - earlier.seconds;
    if (!(gained > 0)) {
      throw new IOException(
          "AFTER is no later than BEFORE, of the same process: expected them the other way round");
    }
    Map<String, RouteFigures> difference = new TreeMap<>();
    routes.forEach(
        (name, figures) -> {
          RouteFigures since = figures.since(earlier.routes.getOrDefault(name, RouteFigures.NONE));
          if (since.requests > 0) {
            difference.put(name, since);
          }
        });
    return new Figures(agent, gained, difference);
  }
}

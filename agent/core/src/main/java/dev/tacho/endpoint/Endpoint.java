package dev.tacho.endpoint;

import dev.tacho.config.Config;
import dev.tacho.config.PortRange;
import dev.tacho.config.Reconfigurable;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.TopStatements;
import dev.tacho.summary.StatementsPage;
import dev.tacho.summary.Summary;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The HTTP endpoint, on daemon threads of its own: the metrics in the text, OpenMetrics and
 * protobuf formats by content negotiation; below them the statements and the summary, for those who
 * may see them; probes, and a page of links. Answers GET and HEAD only, and repeats nothing of a
 * request.
 */
public final class Endpoint implements Reconfigurable {
  private static final String LOOPBACK = "loopback";

  private final Listener listener;
  private final Visitors visitors;
  private final String url;

  private Endpoint(Listener listener, Visitors visitors, String url) {
    this.listener = listener;
    this.visitors = visitors;
    this.url = url;
  }

  /**
   * Binds the first port of the configured ones that is free, and starts to answer.
   *
   * @param beforeScrape called on each scrape, before anything is collected
   * @throws IOException if no port can be had, or what it takes to serve cannot be read; nothing is
   *     served then. The message is for the operator
   */
  public static Endpoint start(
      Config config,
      PrometheusRegistry registry,
      TopStatements statements,
      Summary summary,
      Readiness readiness,
      AgentHealth health,
      Runnable beforeScrape)
      throws IOException {
    Transport transport = Tls.of(config);
    Visitors visitors = new Visitors(config, Credentials.of(config, health), transport);
    Site site =
        new Site(
            config.path(),
            visitors,
            new PrometheusScrapeHandler(PrometheusProperties.get(), registry),
            beforeScrape,
            new StatementsPage(statements),
            summary,
            readiness,
            health);
    Listener listener = listen(config, transport, site, health);
    String url =
        transport.scheme() + "://" + shown(config.bind()) + ':' + listener.port() + config.path();
    return new Endpoint(listener, visitors, url);
  }

  private static Listener listen(Config config, Transport transport, Site site, AgentHealth health)
      throws IOException {
    InetAddress address = address(config.bind());
    PortRange ports = config.port();
    for (int port = ports.first; ; port++) {
      try {
        return Listener.start(new InetSocketAddress(address, port), transport, site, health);
      } catch (IOException taken) {
        if (port == ports.last) {
          throw new IOException(
              "port=" + ports + " cannot be had (" + taken.getMessage() + ")", taken);
        }
      }
    }
  }

  private static InetAddress address(String bind) throws IOException {
    try {
      return LOOPBACK.equalsIgnoreCase(bind)
          ? InetAddress.getLoopbackAddress()
          : InetAddress.getByName(bind);
    } catch (UnknownHostException unknown) {
      throw new IOException("bind=" + bind + " is no address of this machine", unknown);
    }
  }

  private static String shown(String bind) {
    if (LOOPBACK.equalsIgnoreCase(bind)) {
      return "127.0.0.1";
    }
    return bind.indexOf(':') >= 0 && !bind.startsWith("[") ? '[' + bind + ']' : bind;
  }

  @Override
  public void configure(Config config) {
    visitors.configure(config);
  }

  public int port() {
    return listener.port();
  }

  /** Where the metrics are, for people. */
  public String url() {
    return url;
  }

  /** Ends all connections and gives the port back, at once. Any thread may call. */
  public void close() {
    listener.stop();
  }
}

package dev.tacho.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.TopStatements;
import dev.tacho.summary.StatementsPage;
import dev.tacho.summary.Summary;
import dev.tacho.thread.AgentThread;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP endpoint, on daemon threads of its own: {@code /metrics} in the text, OpenMetrics and
 * protobuf formats by content negotiation, {@code /metrics/statements} and {@code /metrics/summary}
 * for this machine only, and {@code /-/healthy}. Answers GET and HEAD only, and repeats nothing of
 * a request it does not understand.
 */
public final class Endpoint {
  private static final int THREADS = 2;

  /** Scrapers that may wait for a thread; the next one is turned away by a closed connection. */
  private static final int QUEUE = 20;

  private static final int BACKLOG = 16;

  private static final String METRICS = "/metrics";
  private static final String STATEMENTS = "/metrics/statements";
  private static final String SUMMARY = "/metrics/summary";
  private static final String HEALTHY = "/-/healthy";

  private static final List<String> PATHS = Arrays.asList(METRICS, STATEMENTS, SUMMARY, HEALTHY);

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  private final PrometheusScrapeHandler metrics;
  private final StatementsPage statements;
  private final Summary summary;
  private final AgentHealth health;
  private final Runnable beforeScrape;
  private final HttpServer server;
  private final ThreadPoolExecutor executor = executor();

  /**
   * Binds the port and starts to answer. To be called on a daemon thread, because the JDK's server
   * makes its dispatcher one of the same kind.
   *
   * @param port 0 for one that the system chooses
   * @param beforeScrape called on each scrape, before anything is collected
   * @throws IOException if the port cannot be had
   */
  public static Endpoint start(
      Instrumentation jvm,
      int port,
      PrometheusRegistry registry,
      TopStatements statements,
      Summary summary,
      AgentHealth health,
      Runnable beforeScrape)
      throws IOException {
    Endpoint endpoint =
        new Endpoint(jvm, port, registry, statements, summary, health, beforeScrape);
    endpoint.server.start();
    return endpoint;
  }

  private Endpoint(
      Instrumentation jvm,
      int port,
      PrometheusRegistry registry,
      TopStatements statements,
      Summary summary,
      AgentHealth health,
      Runnable beforeScrape)
      throws IOException {
    this.metrics = new PrometheusScrapeHandler(PrometheusProperties.get(), registry);
    this.statements = new StatementsPage(statements);
    this.summary = summary;
    this.health = health;
    this.beforeScrape = beforeScrape;
    this.server = JdkHttpServer.create(jvm, new InetSocketAddress(port), BACKLOG);
    server.setExecutor(executor);
    server.createContext("/", handler());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Gives the port back, and ends the threads. */
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static ThreadPoolExecutor executor() {
    final AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<Runnable>(QUEUE),
            new ThreadFactory() {
              @Override
              public Thread newThread(Runnable task) {
                return new AgentThread(task, "tacho-http-" + number.incrementAndGet());
              }
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private HttpHandler handler() {
    return new HttpHandler() {
      @Override
      public void handle(HttpExchange exchange) throws IOException {
        try {
          answer(exchange);
        } finally {
          exchange.close();
        }
      }
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (!PATHS.contains(path)) {
      send(exchange, 404, "Not found. Metrics are at /metrics.\n");
    } else if (!"GET".equals(method) && !"HEAD".equals(method)) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      send(exchange, 405, "Only GET and HEAD are answered.\n");
    } else if (HEALTHY.equals(path)) {
      send(exchange, 200, "Healthy.\n");
    } else {
      collectAndSend(exchange, path);
    }
  }

  private void collectAndSend(HttpExchange exchange, String path) throws IOException {
    try {
      if (STATEMENTS.equals(path)) {
        sendStatements(exchange);
      } else if (SUMMARY.equals(path)) {
        sendSummary(exchange);
      } else {
        summary
            .scrapes()
            .asked(exchange.getRequestHeaders().getFirst("User-Agent"), System.nanoTime());
        beforeScrape.run();
        metrics.handleRequest(new ScrapeExchange(exchange));
      }
    } catch (RuntimeException failure) {
      health.failed(AgentHealth.CORE, "while answering a scrape", failure);
      if (exchange.getResponseCode() < 0) {
        send(
            exchange, 500, "The scrape failed. See tacho_errors_total and the service's stderr.\n");
      }
    }
  }

  /** No metric shows the text of a statement: what the service asks its database stays here. */
  private void sendStatements(HttpExchange exchange) throws IOException {
    int limit = StatementsPage.limit(exchange.getRequestURI().getRawQuery());
    if (!isOnThisMachine(exchange)) {
      send(exchange, 403, "Statements are shown on the service's own machine only (127.0.0.1).\n");
    } else if (limit == 0) {
      send(exchange, 400, "limit: expected an integer 1..50.\n");
    } else {
      send(exchange, 200, JSON, statements.body(limit));
    }
  }

  /** It names classes and methods of the service. */
  private void sendSummary(HttpExchange exchange) throws IOException {
    if (isOnThisMachine(exchange)) {
      send(exchange, 200, JSON, summary.body(System.nanoTime(), true));
    } else {
      send(exchange, 403, "The summary is shown on the service's own machine only (127.0.0.1).\n");
    }
  }

  private static boolean isOnThisMachine(HttpExchange exchange) {
    return exchange.getRemoteAddress().getAddress().isLoopbackAddress();
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      new PiecewiseStream(exchange.getResponseBody()).write(body);
    }
  }
}

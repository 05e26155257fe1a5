package dev.tacho.endpoint;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.summary.StatementsPage;
import dev.tacho.summary.Summary;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import java.io.IOException;
import java.net.InetAddress;

/** Finds the page that a request asks for, and makes its answer. Any thread may call. */
final class Site implements Connection.Pages {
  private static final String INDEX = "/";
  private static final String HEALTHY = "/-/healthy";
  private static final String READY = "/-/ready";

  private final String metricsPath;
  private final String statementsPath;
  private final String summaryPath;
  private final Visitors visitors;
  private final PrometheusScrapeHandler metrics;
  private final Runnable beforeScrape;
  private final StatementsPage statements;
  private final Summary summary;
  private final Readiness readiness;
  private final AgentHealth health;

  /**
   * @param metricsPath as the option {@code path} has it
   * @param beforeScrape called on each scrape, before anything is collected
   */
  Site(
      String metricsPath,
      Visitors visitors,
      PrometheusScrapeHandler metrics,
      Runnable beforeScrape,
      StatementsPage statements,
      Summary summary,
      Readiness readiness,
      AgentHealth health) {
    this.metricsPath = metricsPath;
    this.statementsPath = metricsPath + "/statements";
    this.summaryPath = metricsPath + "/summary";
    this.visitors = visitors;
    this.metrics = metrics;
    this.beforeScrape = beforeScrape;
    this.statements = statements;
    this.summary = summary;
    this.readiness = readiness;
    this.health = health;
  }

  @Override
  public Response answer(RequestHead request, InetAddress peer) {
    try {
      String path = request.path();
      boolean probe = path.equals(HEALTHY) || path.equals(READY);
      Response refusal = probe ? null : visitors.refusal(request, peer);
      if (refusal != null) {
        return refusal;
      }
      if (!probe && !isPage(path)) {
        return Response.text(404, "Not found. Metrics are at " + metricsPath + ".\n");
      }
      if (!request.method().equals("GET") && !request.isHead()) {
        return Response.text(405, "Only GET and HEAD are answered.\n").with("Allow", "GET, HEAD");
      }
      return page(path, request, peer);
    } catch (Throwable failure) {
      health.failed(AgentHealth.CORE, "while answering a scrape", failure);
      return Response.text(
          500, "The scrape failed. See tacho_errors_total and the service's stderr.\n");
    }
  }

  private boolean isPage(String path) {
    return path.equals(metricsPath)
        || path.equals(statementsPath)
        || path.equals(INDEX)
        || (path.equals(summaryPath) && visitors.isThereASummary());
  }

  private Response page(String path, RequestHead request, InetAddress peer) throws IOException {
    if (path.equals(metricsPath)) {
      return metrics(request);
    }
    if (path.equals(statementsPath)) {
      return statements(request, peer);
    }
    if (path.equals(summaryPath)) {
      return summary(request, peer);
    }
    switch (path) {
      case HEALTHY:
        return Response.text(200, "Healthy.\n");
      case READY:
        return ready();
      default:
        return Response.of(
            200, Response.HTML, IndexPage.body(metricsPath, BuildInfo.read().version));
    }
  }

  private Response metrics(RequestHead request) throws IOException {
    ScrapeExchange exchange;
    try {
      exchange = new ScrapeExchange(request);
    } catch (IllegalArgumentException undecodable) {
      return Response.text(400, "name[]: expected the names of metrics, encoded as in a URL.\n");
    }
    summary.scrapes().asked(request.first("User-Agent"), System.nanoTime());
    synchronized (metrics) { // so that several scrapers need the memory and the time of one
      beforeScrape.run();
      metrics.handleRequest(exchange);
    }
    return exchange.response();
  }

  /** No metric shows the text of a statement: what the service asks its database stays here. */
  private Response statements(RequestHead request, InetAddress peer) throws IOException {
    if (!visitors.seeStatements(request, peer)) {
      return Response.text(
          403, "Statements are shown on the service's own machine only (127.0.0.1).\n");
    }
    int limit = StatementsPage.limit(request.query());
    return limit == 0
        ? Response.text(400, "limit: expected an integer 1..50.\n")
        : Response.of(200, Response.JSON, statements.body(limit));
  }

  /** It names classes and methods of the service. */
  private Response summary(RequestHead request, InetAddress peer) throws IOException {
    return visitors.seeSummary(request, peer)
        ? Response.of(
            200,
            Response.JSON,
            summary.body(System.nanoTime(), visitors.seeStatements(request, peer)))
        : Response.text(
            403, "The summary is shown on the service's own machine only (127.0.0.1).\n");
  }

  private Response ready() {
    String missing = readiness.missing();
    return missing == null
        ? Response.text(200, "Ready.\n")
        : Response.text(503, "Not ready: " + missing + ".\n");
  }
}

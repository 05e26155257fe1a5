package dev.tacho.cli.doctor;

import dev.tacho.cli.JsonValue;
import dev.tacho.cli.Printable;
import dev.tacho.cli.doctor.Finding.Level;
import dev.tacho.cli.http.Answer;
import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.metrics.BuildInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Looks at what an agent tells of itself. */
final class Examination {
  /** A service that has just started has had no time for most things. */
  private static final double YOUNG_SECONDS = 120;

  /** Prometheus looks back five minutes; a longer interval makes gaps in graphs. */
  private static final double LONGEST_INTERVAL_SECONDS = 300;

  private static final int MISSED_SCRAPES = 3;
  private static final double MAX_SKEW_SECONDS = 30;
  private static final double SLOW_SCRAPE_SECONDS = 1;
  private static final int LARGE_SCRAPE_BYTES = 5_000_000;
  private static final double NEAR_LIMIT = 0.8;

  private final List<Finding> findings = new ArrayList<>();
  private final MetricsText metrics;

  /** Missing where it may not be seen. */
  private final JsonValue summary;

  Examination(MetricsText metrics, JsonValue summary) {
    this.metrics = metrics;
    this.summary = summary;
  }

  /**
   * Looks at all there is.
   *
   * @param answer of the metrics
   * @param nowMillis when it came, Unix time
   */
  List<Finding> of(Answer answer, long nowMillis) {
    reachable(answer);
    version();
    clock(answer, nowMillis);
    scraped();
    enabled();
    features();
    thresholds();
    patterns();
    series();
    errors();
    losses();
    configuration();
    return findings;
  }

  private void add(Level level, String check, String text) {
    findings.add(new Finding(level, check, Printable.text(text)));
  }

  private void reachable(Answer answer) {
    double seconds = answer.tookNanos / 1e9;
    String text =
        String.format(
            Locale.ROOT, "metrics: %d KB in %.0f ms.", answer.bytes() / 1000 + 1, seconds * 1000);
    boolean heavy = seconds > SLOW_SCRAPE_SECONDS || answer.bytes() > LARGE_SCRAPE_BYTES;
    add(
        heavy ? Level.WARN : Level.OK,
        "reachable",
        heavy ? text + " That is much for each scrape: lower max-series or buckets." : text);
  }

  private void version() {
    String version = metrics.label("tacho_build_info", "version");
    String own = BuildInfo.read().version;
    String app = metrics.label("app_info", "name");
    String environment = metrics.label("app_info", "environment");
    add(
        Level.OK,
        "agent",
        "agent "
            + version
            + " measures "
            + (app.isEmpty() ? "a service without a name" : app)
            + (environment.isEmpty() ? ", environment not set" : " in " + environment)
            + ".");
    if (!version.equals(own)) {
      add(Level.INFO, "version", "this is the doctor of version " + own + ", the agent another.");
    }
  }

  private void clock(Answer answer, long nowMillis) {
    double serviceSeconds =
        answer.dateMillis > 0 ? answer.dateMillis / 1e3 : summary.at("time_seconds").number();
    if (!Double.isNaN(serviceSeconds)) {
      double skew = Math.abs(nowMillis / 1e3 - serviceSeconds);
      if (skew > MAX_SKEW_SECONDS) {
        add(
            Level.WARN,
            "clock",
            "the service's clock and this one are "
                + Math.round(skew)
                + " s apart: alerts on the age of a job's last success will be off by that.");
      } else {
        add(Level.OK, "clock", "the service's clock agrees with this one.");
      }
    }
  }

  private void scraped() {
    JsonValue scrapes = summary.at("agent", "scrapes");
    if (scrapes.isMissing()) {
      add(
          Level.INFO,
          "scraped",
          "the summary is not shown here: whether anything scrapes the metrics, and which names in"
              + " the configuration match nothing, is not known. Ask from the service's machine,"
              + " with credentials, or set summary=public.");
    } else if (scrapes.at("count").count() == 0) {
      boolean young = uptimeSeconds() < YOUNG_SECONDS;
      add(
          young ? Level.INFO : Level.WARN,
          "scraped",
          "nothing has scraped the metrics in "
              + seconds(uptimeSeconds())
              + (young ? "." : ": check the scrape configuration, its targets and the network."));
    } else {
      scrapedUntil(
          scrapes.at("last_seconds_ago").number(), scrapes.at("interval_seconds").number());
    }
  }

  private void scrapedUntil(double lastSecondsAgo, double intervalSeconds) {
    String every =
        Double.isNaN(intervalSeconds) ? "once" : "every " + seconds(intervalSeconds) + " or so";
    String text = "scraped " + every + ", last " + seconds(lastSecondsAgo) + " ago";
    double patience =
        Double.isNaN(intervalSeconds) ? YOUNG_SECONDS : MISSED_SCRAPES * intervalSeconds;
    if (lastSecondsAgo > Math.max(patience, YOUNG_SECONDS)) {
      add(Level.WARN, "scraped", text + ": whatever scraped it has stopped.");
    } else if (intervalSeconds >= LONGEST_INTERVAL_SECONDS) {
      add(Level.WARN, "scraped", text + ": graphs have gaps from 5 minutes on.");
    } else {
      add(Level.OK, "scraped", text + ".");
    }
  }

  private double uptimeSeconds() {
    return summary.at("agent", "uptime_seconds").number();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  }

  private void enabled() {
    if (metrics.sum("tacho_enabled") == 0) {
      add(Level.WARN, "enabled", "nothing is measured: enabled=false is in force.");
    }
  }

  private void features() {
    for (Feature feature : Feature.ALL) {
      if (metrics.has(feature.metrics.get(0))) {
        measured(feature);
      } else {
        unmeasured(feature);
      }
    }
  }

  private void measured(Feature feature) {
    List<String> missing = new ArrayList<>(feature.metrics);
    missing.removeIf(metrics::has);
    if (missing.isEmpty()) {
      add(Level.OK, "measured", feature.name + " are measured.");
    } else {
      add(
          Level.INFO,
          "measured",
          feature.name
              + " are measured, but not shown as "
              + String.join(", ", missing)
              + ": metrics.disable leaves them out, or there is nothing to show yet.");
    }
  }

  private void unmeasured(Feature feature) {
    Map<String, Double> woven = metrics.by("instrumentation", "tacho_instrumented_classes");
    double classes =
        feature.instrumentations.stream().mapToDouble(name -> woven.getOrDefault(name, 0.0)).sum();
    String libraries = String.join(", ", feature.instrumentations);
    add(
        Level.INFO,
        "measured",
        classes > 0
            ? feature.name
                + ": none so far. The library is there ("
                + Math.round(classes)
                + " classes woven of "
                + libraries
                + "), so there was no such work yet, or metrics.disable names them."
            : feature.name
                + ": none. No class has been woven of "
                + libraries
                + ": the service does not use them, or has not loaded them yet.");
  }

  /** A threshold that somebody has set, for what is not measured. */
  private void thresholds() {
    Config defaults =
        ConfigParser.parse(null, new Properties(), Collections.emptyMap(), new ArrayList<>());
    threshold("slow-request", "slow_request", defaults.slowRequestNanos(), "http_requests_total");
    threshold("slow-query", "slow_query", defaults.slowQueryNanos(), "db_queries_total");
    threshold(
        "critical-query", "critical_query", defaults.criticalQueryNanos(), "db_queries_total");
    threshold(
        "slow-external",
        "slow_external",
        defaults.slowExternalNanos(),
        "external_api_requests_total");
  }

  private void threshold(String option, String kind, long defaultNanos, String metric) {
    Double inForce = metrics.by("kind", "tacho_threshold_seconds").get(kind);
    if (inForce != null && Math.round(inForce * 1e9) != defaultNanos && !metrics.has(metric)) {
      add(
          Level.WARN,
          "unused",
          option + " is set to " + inForce + " s, and there is no " + metric + " to apply it to.");
    }
  }

  private void patterns() {
    unused("routes", "no request has matched it");
    unused("services", "nothing has been called under that name");
    for (JsonValue method : summary.at("methods").list()) {
      String pattern = "methods: " + method.at("pattern").text();
      if (method.at("refused").isTrue()) {
        add(Level.WARN, "unused", pattern + " matches too many methods: none is measured.");
      } else if (method.at("methods_matched").count() == 0) {
        add(Level.WARN, "unused", pattern + " matches no method of a class that is loaded.");
      }
    }
  }

  private void unused(String option, String reason) {
    for (JsonValue text : summary.at("unused", option).list()) {
      add(Level.WARN, "unused", option + ": " + text.text() + " is not used, " + reason + ".");
    }
  }

  private void series() {
    Map<String, Double> limits = metrics.by("family", "tacho_series_limit");
    Map<String, Double> overflows = metrics.by("family", "tacho_series_overflow_total");
    int before = findings.size();
    metrics
        .by("family", "tacho_series")
        .forEach(
            (family, series) -> {
              double limit = limits.getOrDefault(family, Double.MAX_VALUE);
              double overflow = overflows.getOrDefault(family, 0.0);
              String text = family + " has " + whole(series) + " of " + whole(limit) + " series";
              if (overflow > 0) {
                add(
                    Level.WARN,
                    "series",
                    text
                        + ", and "
                        + whole(overflow)
                        + " measurements went under _other_: name routes, paths or methods, or raise"
                        + " max-series.");
              } else if (series > NEAR_LIMIT * limit) {
                add(Level.WARN, "series", text + ": what comes beyond goes under _other_.");
              }
            });
    if (findings.size() == before) {
      add(Level.OK, "series", "every family has room for its series.");
    }
  }

  private static String whole(double number) {
    return Long.toString(Math.round(number));
  }

  private void errors() {
    int before = findings.size();
    counted(
        "instrumentation",
        "tacho_errors_total",
        "errors",
        "failures inside the agent (%s): %s. The service's stderr has the first ones.");
    if (findings.size() == before) {
      add(Level.OK, "errors", "the agent has had no failure.");
    }
  }

  private void losses() {
    counted(
        "reason",
        "tacho_event_log_dropped_total",
        "event-log",
        "records of the event log not written (%s): %s.");
    counted("target", "tacho_alert_failures_total", "alerts", "alerts not delivered (%s): %s.");
  }

  private void counted(String label, String metric, String check, String format) {
    metrics
        .by(label, metric)
        .forEach(
            (value, count) -> {
              if (count > 0) {
                add(Level.WARN, check, String.format(format, value, whole(count)));
              }
            });
  }

  private void configuration() {
    double successful = metrics.sum("tacho_config_last_reload_successful");
    if (successful == 0) {
      add(
          Level.WARN,
          "configuration",
          "not all that the configuration file says is in force: the service's stderr says why.");
    } else if (successful == 1) {
      add(Level.OK, "configuration", "all that the configuration file says is in force.");
    }
  }
}

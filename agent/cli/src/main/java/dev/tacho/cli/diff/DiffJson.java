package dev.tacho.cli.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacho.summary.JsonPage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** A comparison as JSON: the fields that {@code docs/summary.md} lists. */
final class DiffJson extends JsonPage {
  /** Goes up when a field is taken away or changes its meaning; new ones may come at any time. */
  private static final int FORMAT = 1;

  private final Comparison comparison;

  DiffJson(Comparison comparison) {
    this.comparison = comparison;
  }

  @Override
  protected void write(JsonGenerator out) throws IOException {
    out.writeNumberField("format", FORMAT);
    decimal(out, "alpha", comparison.alpha);
    decimal(out, "min_effect", comparison.minEffect);
    out.writeBooleanField("same_process", comparison.sameProcess);
    out.writeNumberField("worse", comparison.count(Verdict.WORSE));
    out.writeNumberField("better", comparison.count(Verdict.BETTER));
    out.writeArrayFieldStart("routes");
    for (RouteChange change : comparison.changes) {
      write(out, change);
    }
    out.writeEndArray();
    write(out, "new", comparison.added());
    write(out, "vanished", comparison.vanished());
  }

  private void write(JsonGenerator out, RouteChange change) throws IOException {
    int blank = change.route.indexOf(' ');
    out.writeStartObject();
    text(out, "method", change.route.substring(0, blank));
    text(out, "route", change.route.substring(blank + 1));
    text(out, "verdict", change.verdict().label());
    write(out, "before", change.before, comparison.before.seconds);
    write(out, "after", change.after, comparison.after.seconds);
    write(out, "errors", change, RouteChange.ERRORS);
    write(out, "slow", change, RouteChange.SLOW);
    write(out, "latency", change, RouteChange.LATENCY);
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, RouteFigures figures, double seconds)
      throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("requests", figures.requests);
    decimal(out, "rate_per_second", figures.requests / seconds);
    decimal(out, "error_ratio", figures.errorRatio());
    decimal(out, "slow_ratio", figures.slowRatio());
    decimal(out, "p50_seconds", figures.latencies.quantile(0.50));
    decimal(out, "p95_seconds", figures.latencies.quantile(0.95));
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, RouteChange change, int aspect)
      throws IOException {
    out.writeObjectFieldStart(name);
    text(out, "verdict", change.verdict(aspect).label());
    decimal(out, "change", change.aspects.get(aspect).change); // absent from nothing to something
    out.writeFieldName("p_value");
    out.writeNumber(BigDecimal.valueOf(change.pValue(aspect)).toString());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, List<String> routes)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (String route : routes) {
      out.writeString(route);
    }
    out.writeEndArray();
  }
}

package dev.tacho.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacho.methods.NamedMethods;
import dev.tacho.methods.PatternMatches;
import dev.tacho.metrics.BuildInfo;
import java.io.IOException;

/**
 * What the agent is and does here, as JSON: the fields that {@code docs/summary.md} lists. Any
 * thread may call.
 */
public final class Summary {
  /** Goes up when a field is taken away or changes its meaning; new ones may come at any time. */
  private static final int FORMAT = 1;

  private final BuildInfo build;
  private final NamedMethods named;
  private final long startNanos;

  /**
   * @param startNanos when the agent started, by {@link System#nanoTime}
   */
  public Summary(BuildInfo build, NamedMethods named, long startNanos) {
    this.build = build;
    this.named = named;
    this.startNanos = startNanos;
  }

  /**
   * @param nowNanos by {@link System#nanoTime}
   */
  byte[] body(final long nowNanos) throws IOException {
    return new JsonPage() {
      @Override
      void write(JsonGenerator out) throws IOException {
        out.writeNumberField("format", FORMAT);
        writeAgent(out, nowNanos);
        writeMethods(out);
      }
    }.body();
  }

  private void writeAgent(JsonGenerator out, long nowNanos) throws IOException {
    out.writeObjectFieldStart("agent");
    out.writeStringField("version", build.version);
    JsonPage.seconds(out, "uptime_seconds", nowNanos - startNanos);
    out.writeEndObject();
  }

  private void writeMethods(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("methods");
    for (PatternMatches matches : named.all()) {
      out.writeStartObject();
      out.writeStringField("pattern", matches.pattern().methods());
      out.writeStringField("kind", matches.pattern().target());
      out.writeNumberField("methods_matched", matches.methods());
      out.writeBooleanField("refused", matches.isRefused());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}

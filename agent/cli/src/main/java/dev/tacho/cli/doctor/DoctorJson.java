package dev.tacho.cli.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacho.summary.JsonPage;
import java.io.IOException;
import java.util.List;

/** Findings as JSON: the fields that {@code docs/summary.md} lists. */
final class DoctorJson extends JsonPage {
  /** Goes up when a field is taken away or changes its meaning; new ones may come at any time. */
  private static final int FORMAT = 1;

  private final String url;
  private final List<Finding> findings;
  private final boolean well;

  DoctorJson(String url, List<Finding> findings, boolean well) {
    this.url = url;
    this.findings = findings;
    this.well = well;
  }

  @Override
  protected void write(JsonGenerator out) throws IOException {
    out.writeNumberField("format", FORMAT);
    text(out, "url", url);
    out.writeBooleanField("well", well);
    out.writeArrayFieldStart("findings");
    for (Finding finding : findings) {
      out.writeStartObject();
      text(out, "level", finding.level.label());
      text(out, "check", finding.check);
      text(out, "text", finding.text);
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}

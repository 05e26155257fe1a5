package dev.tacho.summary;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacho.eventlog.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** One object as JSON, for people and for simple tools. */
public abstract class JsonPage {
  /** Statements are cut to less, and labels hardly ever longer. */
  private static final int MAX_TEXT_BYTES = 1 << 12;

  /** Writes the fields of the object. */
  protected abstract void write(JsonGenerator out) throws IOException;

  /** The object in UTF-8, over several lines. */
  public final byte[] body() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    // The factory is not kept: few ask for such a page, and every start would have to load it.
    try (JsonGenerator out = new JsonFactory().createGenerator(body, JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      write(out);
      out.writeEndObject();
      out.writeRaw('\n');
    }
    return body.toByteArray();
  }

  /** With six decimals and never an exponent. */
  public static void seconds(JsonGenerator out, String name, long nanos) throws IOException {
    out.writeNumberField(name, BigDecimal.valueOf((nanos + 500) / 1_000, 6));
  }

  /** As {@link #seconds}, for seconds, ratios and rates; nothing for what is not finite. */
  public static void decimal(JsonGenerator out, String name, double value) throws IOException {
    if (!Double.isNaN(value) && !Double.isInfinite(value)) {
      out.writeNumberField(name, BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP));
    }
  }

  /** A whole number; nothing for what is not known (NaN) or has no bound. */
  public static void count(JsonGenerator out, String name, double value) throws IOException {
    if (!Double.isNaN(value) && !Double.isInfinite(value)) {
      out.writeNumberField(name, Math.round(value));
    }
  }

  /** Nothing for null. */
  public static void text(JsonGenerator out, String name, String value) throws IOException {
    if (value != null) {
      out.writeStringField(name, JsonText.fit(value, MAX_TEXT_BYTES));
    }
  }
}

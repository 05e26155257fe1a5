package dev.tacho.endpoint;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;

/** One object as JSON, for people and for simple tools. */
abstract class JsonPage {
  /** Writes the fields of the object. */
  abstract void write(JsonGenerator out) throws IOException;

  final byte[] body() throws IOException {
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
  static void seconds(JsonGenerator out, String name, long nanos) throws IOException {
    out.writeNumberField(name, BigDecimal.valueOf((nanos + 500) / 1_000, 6));
  }
}

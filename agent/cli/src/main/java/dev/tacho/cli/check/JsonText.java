package dev.tacho.cli.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes what {@link dev.tacho.cli.Json} reads; any {@link Number}, and none with an exponent. */
final class JsonText {
  private JsonText() {}

  static String of(Object value) {
    return of(value, false);
  }

  /** With line breaks, and one at the end. */
  static String forPeople(Object value) {
    return of(value, true) + '\n';
  }

  private static String of(Object value, boolean pretty) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      if (pretty) {
        json.useDefaultPrettyPrinter();
      }
      write(json, value);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // it is written to memory
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : ((Map<?, ?>) value).entrySet()) {
        json.writeFieldName((String) field.getKey());
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List) {
      json.writeStartArray();
      for (Object element : (List<?>) value) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Number) {
      json.writeNumber(new BigDecimal(value.toString()).stripTrailingZeros().toPlainString());
    } else if (value instanceof Boolean) {
      json.writeBoolean((Boolean) value);
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString((String) value);
    }
  }
}

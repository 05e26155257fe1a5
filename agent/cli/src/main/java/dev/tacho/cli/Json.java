package dev.tacho.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON into a {@code Map<String, Object>} (in the order of the text), {@code List<Object>},
 * {@link String}, {@link Double}, {@link Boolean} or null.
 */
public final class Json {
  private final JsonParser parser;

  private Json(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads the only value of {@code text}.
   *
   * @param source what to call the text in messages, a file's name say
   * @throws IOException if it is not JSON; the message names source, line and column
   */
  public static Object parse(String source, String text) throws IOException {
    return read(source, new JsonFactory().createParser(text));
  }

  /**
   * Reads the only value of a stream in UTF-8, UTF-16 or UTF-32. Does not close it.
   *
   * @param source what to call the stream in messages, a file's name say
   * @throws IOException if it cannot be read or is not JSON; the message names source, line, column
   */
  public static Object read(String source, InputStream in) throws IOException {
    return read(source, new JsonFactory().createParser(in));
  }

  private static Object read(String source, JsonParser parser) throws IOException {
    parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try {
      Json json = new Json(parser);
      Object value = json.value(json.next("a value"));
      if (parser.nextToken() != null) {
        throw json.wrong("expected nothing more");
      }
      return value;
    } catch (JsonProcessingException wrong) {
      throw new IOException(
          source + where(wrong.getLocation()) + ": " + wrong.getOriginalMessage(), wrong);
    }
  }

  private static String where(JsonLocation at) {
    return at == null
        ? ""
        : ", line " + at.getLineNr() + ", column " + Math.max(1, at.getColumnNr());
  }

  private JsonToken next(String expected) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw wrong("it ends where " + expected + " is expected");
    }
    return token;
  }

  private JsonProcessingException wrong(String message) {
    return new JsonParseException(parser, message, parser.currentTokenLocation());
  }

  private Object value(JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT:
        return object();
      case START_ARRAY:
        return array();
      case VALUE_STRING:
        return parser.getText();
      case VALUE_NUMBER_INT:
      case VALUE_NUMBER_FLOAT:
        // Not parser.getDoubleValue(): what that needs is left out of the agent's jar.
        return Double.parseDouble(parser.getText());
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_NULL:
        return null;
      default:
        throw wrong("expected a value, not " + token);
    }
  }

  private Map<String, Object> object() throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (next("a field or }") != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      object.put(name, value(next("a value")));
    }
    return object;
  }

  private List<Object> array() throws IOException {
    List<Object> array = new ArrayList<>();
    for (JsonToken token = next("a value or ]");
        token != JsonToken.END_ARRAY;
        token = next("a value or ]")) {
      array.add(value(token));
    }
    return array;
  }
}

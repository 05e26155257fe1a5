package dev.tacho.summary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps, lists, strings and numbers, and a way to one of its values. */
record ParsedJson(Object value) {
  static ParsedJson of(byte[] json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      parser.nextToken();
      Object value = read(parser);
      if (parser.nextToken() != null) {
        throw new IOException("more than one value");
      }
      return new ParsedJson(value);
    }
  }

  private static Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Double.valueOf(parser.getText());
      case VALUE_NULL -> null;
      default -> parser.getBooleanValue();
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, read(parser));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(read(parser));
    }
    return array;
  }

  /** Follows field names and indexes; null where there is nothing. */
  ParsedJson at(Object... path) {
    Object found = value;
    for (Object step : path) {
      if (found instanceof List<?> list) {
        found = list.get((Integer) step);
      } else {
        found = found == null ? null : ((Map<?, ?>) found).get(step);
      }
    }
    return new ParsedJson(found);
  }

  Object get(Object... path) {
    return at(path).value;
  }

  List<ParsedJson> list(Object... path) {
    return ((List<?>) get(path)).stream().map(ParsedJson::new).toList();
  }

  /** The element of a list that has all these fields, given as name and value in turns. */
  ParsedJson row(String list, Object... fields) {
    for (ParsedJson row : list(list)) {
      boolean matches = true;
      for (int i = 0; i < fields.length; i += 2) {
        matches &= fields[i + 1].equals(row.get(fields[i]));
      }
      if (matches) {
        return row;
      }
    }
    throw new AssertionError("no such row in " + get(list));
  }
}

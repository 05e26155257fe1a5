package dev.tacho.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a JSON text that may lack what is looked for. Immutable. */
public final class JsonValue {
  private final Object value;

  /**
   * @param value as {@link Json} reads it
   */
  public JsonValue(Object value) {
    this.value = value;
  }

  /** The value below these field names; one that {@link #isMissing} where there is none. */
  public JsonValue at(String... path) {
    Object found = value;
    for (String name : path) {
      found = found instanceof Map ? ((Map<?, ?>) found).get(name) : null;
    }
    return new JsonValue(found);
  }

  public boolean isMissing() {
    return value == null;
  }

  /** NaN if it is no number. */
  public double number() {
    return value instanceof Double ? (Double) value : Double.NaN;
  }

  /** 0 if it is no number. */
  public long count() {
    return value instanceof Double ? Math.round((Double) value) : 0;
  }

  /** Empty if it is no string. */
  public String text() {
    return value instanceof String ? (String) value : "";
  }

  /** False if it is neither. */
  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  /** The elements of an array; empty if it is none. */
  public List<JsonValue> list() {
    List<JsonValue> list = new ArrayList<>();
    for (Object element : value instanceof List ? (List<?>) value : Collections.emptyList()) {
      list.add(new JsonValue(element));
    }
    return list;
  }

  /** The fields of an object; empty if it is none. */
  public Map<String, JsonValue> fields() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    if (value instanceof Map) {
      ((Map<?, ?>) value)
          .forEach((name, field) -> fields.put(String.valueOf(name), new JsonValue(field)));
    }
    return fields;
  }
}

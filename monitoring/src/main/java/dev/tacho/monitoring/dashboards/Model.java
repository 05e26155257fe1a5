package dev.tacho.monitoring.dashboards;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object of a Grafana dashboard. It does not change: {@link #with} makes another one.
 *
 * @param parts sorted by key, as they are written
 */
record Model(@JsonValue Map<String, Object> parts) {
  static final Model EMPTY = new Model(Map.of());

  static Model of(String key, Object value) {
    return EMPTY.with(key, value);
  }

  Model with(String key, Object value) {
    Map<String, Object> more = new TreeMap<>(parts);
    more.put(key, value);
    return new Model(more);
  }

  Model without(String key) {
    Map<String, Object> less = new TreeMap<>(parts);
    less.remove(key);
    return new Model(less);
  }

  /** The object below a key; an empty one if there is none. */
  Model at(String key) {
    return (Model) parts.getOrDefault(key, EMPTY);
  }

  Object get(String key) {
    return parts.get(key);
  }
}

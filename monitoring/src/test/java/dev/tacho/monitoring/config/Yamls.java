package dev.tacho.monitoring.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads YAML, and finds its way in it: a step is a key of a map or the index of a list. */
final class Yamls {
  private Yamls() {}

  static Map<String, Object> read(Path file) throws IOException {
    return parser().load(Files.readString(file));
  }

  static Iterable<Object> readAll(String documents) {
    return parser().loadAll(documents);
  }

  static Object at(Object yaml, Object... path) {
    Object found = yaml;
    for (Object step : path) {
      found =
          step instanceof Integer index
              ? ((List<?>) found).get(index)
              : ((Map<?, ?>) found).get(step);
    }
    return found;
  }

  private static Yaml parser() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }
}

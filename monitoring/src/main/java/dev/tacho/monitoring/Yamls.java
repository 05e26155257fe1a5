package dev.tacho.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads YAML, and finds its way in it: a step is a key of a map or the index of a list. */
public final class Yamls {
  private Yamls() {}

  public static Map<String, Object> read(Path file) throws IOException {
    return parser().load(Files.readString(file));
  }

  public static Iterable<Object> readAll(String documents) {
    return parser().loadAll(documents);
  }

  public static Object at(Object yaml, Object... path) {
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

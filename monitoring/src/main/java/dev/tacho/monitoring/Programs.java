package dev.tacho.monitoring;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs of Prometheus and Alertmanager that tests run. Where one is not on the {@code PATH},
 * the test that asks for it is skipped and says so; with {@code CI=true} it fails.
 */
public final class Programs {
  private static final String INSTALLATION =
      "apt-get install --no-install-recommends prometheus prometheus-alertmanager";

  private Programs() {}

  public static Path prometheus() {
    return find("prometheus");
  }

  public static Path promtool() {
    return find("promtool");
  }

  public static Path alertmanager() {
    // Debian's name, and the project's own.
    return find("prometheus-alertmanager", "alertmanager");
  }

  public static Path amtool() {
    return find("amtool");
  }

  private static Path find(String... names) {
    return Arrays.stream(names)
        .flatMap(Programs::onThePath)
        .findFirst()
        .orElseGet(() -> missing(names[0]));
  }

  private static Stream<Path> onThePath(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable);
  }

  private static Path missing(String name) {
    String message = name + " is not on the PATH, and this test runs it: " + INSTALLATION;
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(message);
    }
    return Assumptions.abort(message);
  }
}

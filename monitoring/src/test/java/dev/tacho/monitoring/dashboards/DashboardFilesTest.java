package dev.tacho.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DashboardFilesTest {
  private static final Path COMMITTED = Path.of("../dashboards");

  @Test
  void committedFilesAreWhatTheGeneratorWrites() throws Exception {
    for (Map.Entry<String, String> file : Dashboards.files().entrySet()) {
      Path committed = COMMITTED.resolve(file.getKey());
      if (Boolean.getBoolean("tacho.regenerate")) {
        Files.writeString(committed, file.getValue());
      }

      assertThat(committed)
          .as(
              "dashboards/%s differs from its classes. Write it anew with: mvn -pl monitoring test"
                  + " -Dtest=DashboardFilesTest -Dtacho.regenerate=true",
              file.getKey())
          .hasContent(file.getValue());
    }
  }
}

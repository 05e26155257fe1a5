package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigurationPageTest {
  private static final Path COMMITTED = Path.of("../../docs/configuration.md");

  @Test
  void committedPageShowsTheDeclaredOptions() throws IOException {
    if (Boolean.getBoolean("tacho.regenerate")) {
      Files.createDirectories(COMMITTED.getParent());
      Files.writeString(COMMITTED, ConfigurationPage.render());
    }

    assertThat(COMMITTED)
        .as(
            "docs/configuration.md differs from the declared options. Write it anew with: mvn -pl"
                + " agent/core -am test -Dtest=ConfigurationPageTest -Dtacho.regenerate=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .hasContent(ConfigurationPage.render());
  }

  @Test
  void everyOptionHasARowWithItsDefaultRangeAndMeaning() {
    String page = ConfigurationPage.render();

    assertThat(page)
        .contains(
            "| `port` | port or range | `9464` | a port from 0 to 65535, or a range such as 9464-9479 | restart | Port of the endpoint.")
        .contains("| `app` | text | none | a name | restart | Name of the service in `app_info`.");
    for (Option<?> option : Options.all()) {
      assertThat(page).contains("| `" + option.key + "` | ").contains(option.description);
    }
  }
}

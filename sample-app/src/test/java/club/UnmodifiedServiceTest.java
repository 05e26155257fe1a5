package club;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The application has to be one that was written without a thought of being measured. */
final class UnmodifiedServiceTest {
  private static final List<String> FOREIGN = List.of("dev.tacho", "dev/tacho", "prometheus");

  // Every HikariCP ships an adapter to libraries that are not here, and lists it for OSGi.
  private static final String ADAPTER_OF_HIKARICP = "com/zaxxer/hikari/metrics/prometheus/";

  @Test
  void noClassOrResourceOfTheApplicationKnowsOfMeasurement() throws Exception {
    Path classes =
        Path.of(ClubApp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).toList();
    }

    assertThat(files).contains(classes.resolve("club/ClubApp.class"));
    assertThat(files)
        .allSatisfy(
            file -> {
              assertNothingForeign(classes.relativize(file).toString());
              assertNothingForeign(Files.readString(file, StandardCharsets.ISO_8859_1));
            });
  }

  @Test
  void noLibraryOfTheApplicationKnowsOfMeasurement() {
    // The libraries of the tests are among them; that only makes the rule stricter.
    List<String> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .toList();

    assertThat(jars).anyMatch(jar -> jar.contains("tomcat-embed-core"));
    assertThat(jars).allSatisfy(UnmodifiedServiceTest::assertNothingForeignInJar);
  }

  private static void assertNothingForeignInJar(String path) throws IOException {
    try (JarFile jar = new JarFile(path)) {
      boolean hikariCp = jar.getEntry(ADAPTER_OF_HIKARICP) != null;
      assertThat(jar.stream().map(JarEntry::getName))
          .filteredOn(name -> !name.startsWith(ADAPTER_OF_HIKARICP))
          .allSatisfy(UnmodifiedServiceTest::assertNothingForeign);
      if (jar.getManifest() != null) {
        assertThat(jar.getManifest().getMainAttributes().entrySet())
            .filteredOn(line -> !(hikariCp && line.getKey().toString().equals("Export-Package")))
            .allSatisfy(line -> assertNothingForeign(line.toString()));
      }
    }
  }

  private static void assertNothingForeign(String text) {
    assertThat(FOREIGN).noneMatch(text.toLowerCase(Locale.ROOT)::contains);
  }
}

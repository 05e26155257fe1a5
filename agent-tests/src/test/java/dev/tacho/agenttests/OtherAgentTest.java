package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.OtherAgent;
import dev.tacho.agenttests.apps.RetransformingApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OtherAgentTest {
  static Stream<Jdk> jdks() {
    return Jdk.from(8).stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anotherAgentCanRetransformAllOfADriver(Jdk jdk, @TempDir Path folder) throws IOException {
    ChildJvm jvm =
        ChildJvm.of(RetransformingApp.class)
            .on(jdk)
            .jvmOption("-javaagent:" + otherAgent(folder))
            .agent();
    try (RunningApp app = jvm.start()) {
      app.endInput();
      app.await("the work", () -> app.stdout().contains("worked"));
      Scrape scrape = app.scrape();

      assertThat(app.stdout()).isEqualTo("java.lang.TachoSlot\nworked\n");
      Scrape.Selection queries = scrape.metric("db_queries_total").with("system", "h2");
      queries.with("operation", "select").with("collection", "items").is(6);
      queries.is(7);
    }
  }

  /** Its class comes from the application's class path. */
  private static Path otherAgent(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", OtherAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("other-agent.jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return jar;
  }
}

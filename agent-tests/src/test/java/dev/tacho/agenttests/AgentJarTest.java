package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.PlainApp;
import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentJarTest {
  private static final long MAX_BYTES = 8_000_000;

  @Test
  void isBelowEightMegabytes() throws IOException {
    assertThat(Files.size(Artifacts.agentJar())).isLessThan(MAX_BYTES);
  }

  @Test
  void holdsNoClassThatTheApplicationCouldLoadButPremain() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .allMatch(
              name ->
                  name.matches("META-INF/(MANIFEST\\.MF|LICENSE|NOTICE)")
                      || name.matches("dev/tacho/premain/[A-Za-z0-9$]+\\.class")
                      || name.matches("facade/Tacho(Probe|Sink)\\.bin")
                      || name.matches("agent/dev/tacho/([A-Za-z0-9_$]+/)*[A-Za-z0-9_$]+\\.bin")
                      || name.equals("agent/dev/tacho/shaded/bytebuddy/build.properties")
                      || name.equals("agent/tacho-build.properties"));
    }
  }

  @Test
  void manifestAsksForNothingButRetransformation() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.tacho.premain.Premain");
      assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Boot-Class-Path")).isNull();
      assertThat(manifest.getValue("Class-Path")).isNull();
      assertThat(manifest.getValue("Launcher-Agent-Class")).isNull();
    }
  }

  /**
   * Unpacking an entry costs a start some 30 microseconds. If this fails, the library versions have
   * changed: put the classes it names into agent/dist/src/main/pack/start-entries.txt.
   */
  @Test
  void storesUncompressedWhatEveryStartLoads(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("classes");
    try (RunningApp app =
        ChildJvm.of(PlainApp.class).jvmOption("-Xlog:class+load:file=" + log).agent().start()) {
      app.endInputAndAwaitExit();
    }
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      Set<String> deflated = new TreeSet<>();
      List<String> loaded = agentClasses(Files.readString(log));
      for (String name : loaded) {
        ZipEntry entry = jar.getEntry("agent/" + name.replace('.', '/') + ".bin");
        if (entry != null && entry.getMethod() != ZipEntry.STORED) {
          deflated.add(name);
        }
      }
      assertThat(loaded).hasSizeGreaterThan(100);
      assertThat(deflated).hasSizeLessThan(loaded.size() / 10);
    }
  }

  private static List<String> agentClasses(String log) {
    Matcher names = Pattern.compile("\\] (dev\\.tacho\\.\\S+)").matcher(log);
    return names.results().map(result -> result.group(1)).distinct().toList();
  }
}

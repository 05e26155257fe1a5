package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.PlainApp;
import dev.tacho.agenttests.apps.ThreadsApp;
import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent does to a JVM in which it measures nothing yet: as little as can be. */
class HarmlessStartTest {
  private static final Pattern OFF_LIMITS =
      Pattern.compile(
          "^(java\\.util\\.logging|javax\\.management|java\\.lang\\.management)\\."
              + "|^java\\.util\\.concurrent\\.ForkJoin(?!Pool\\$ManagedBlocker)|^java\\.security\\.SecureRandom");

  static Stream<Jdk> jdks() {
    return Jdk.from(17).stream();
  }

  static Stream<Jdk> allJdks() {
    return Jdk.from(8).stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void touchesNeitherLoggingNorManagementNorTheCommonPool(Jdk jdk, @TempDir Path folder)
      throws IOException {
    Path without = folder.resolve("without");
    Path with = folder.resolve("with");
    run(ChildJvm.of(PlainApp.class).on(jdk).jvmOption("-Xlog:class+load:file=" + without));
    run(ChildJvm.of(PlainApp.class).on(jdk).jvmOption("-Xlog:class+load:file=" + with).agent());
    Set<String> added = classes(with);
    added.removeAll(classes(without));
    assertThat(added).contains("java.lang.TachoProbe");
    assertThat(added.stream().filter(OFF_LIMITS.asPredicate()).toList()).isEmpty();
  }

  private static void run(ChildJvm jvm) {
    try (RunningApp app = jvm.start()) {
      assertThat(app.endInputAndAwaitExit()).isEqualTo(PlainApp.EXIT_CODE);
    }
  }

  private static Set<String> classes(Path log) throws IOException {
    return Pattern.compile("\\] (\\S+) source:")
        .matcher(Files.readString(log))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void isNotConfiguredByWhatTheApplicationTellsItsOwnPrometheusClient() {
    try (RunningApp app =
        ChildJvm.of(PlainApp.class)
            .environment("PROMETHEUS_CONFIG", "not-there.properties")
            .environment("IO_PROMETHEUS_UNKNOWN", "1")
            .environment("IO_PROMETHEUS_METRICS_EXEMPLARS_ENABLED", "perhaps")
            .jvmOption("-Dio.prometheus.exporter.http_server.port=1")
            .jvmOption("-Dprometheus.config=not-there.properties")
            .agent()
            .start()) {
      app.scrape().metric("tacho_build_info").is(1);
    }
  }

  @ParameterizedTest
  @MethodSource("allJdks")
  void servesTheJvmsMetricsWhereTheFacadeCannotBeDefined(Jdk jdk, @TempDir Path folder)
      throws IOException {
    Path jar = folder.resolve("no-facade.jar");
    Files.copy(Artifacts.agentJar(), jar);
    try (FileSystem entries = FileSystems.newFileSystem(jar)) {
      Files.delete(entries.getPath("facade", "TachoSink.bin"));
    }
    try (RunningApp app = ChildJvm.of(PlainApp.class).on(jdk).agent().agentFrom(jar).start()) {
      app.scrape().metric("jvm_memory_used_bytes").with("area", "heap").exists();
      assertThat(app.agentLines())
          .hasSize(2)
          .contains(
              "nothing can be woven here, only the JVM is measured:"
                  + " java.lang.ClassNotFoundException: java.lang.TachoSink is not in the agent's"
                  + " jar");
      assertThat(app.endInputAndAwaitExit()).isEqualTo(PlainApp.EXIT_CODE);
      assertThat(app.stdout()).isEqualTo(PlainApp.OUTPUT);
    }
  }

  @Test
  void startsDaemonThreadsOnly() {
    List<String> without = threads(ChildJvm.of(ThreadsApp.class));
    List<String> added = threads(ChildJvm.of(ThreadsApp.class).agent());
    added.removeAll(without);
    assertThat(added).contains("tacho-init|true").allMatch(line -> line.matches("tacho-.*\\|true"));
  }

  private static List<String> threads(ChildJvm jvm) {
    try (RunningApp app = jvm.start()) {
      assertThat(app.endInputAndAwaitExit()).isZero();
      return new ArrayList<>(app.stdout().lines().toList());
    }
  }

  /** What the JVM warns of would be on stderr, where closing looks for it. */
  @ParameterizedTest
  @MethodSource("allJdks")
  void isScrapedInEveryFormatWithoutAWarningOfTheJvm(Jdk jdk) {
    try (RunningApp app = ChildJvm.of(PlainApp.class).on(jdk).agent().start()) {
      for (String format :
          List.of(
              "text/plain",
              "application/openmetrics-text; version=1.0.0",
              "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                  + " encoding=delimited")) {
        var answer = app.agent("GET", "/metrics", "Accept", format);
        assertThat(answer.statusCode()).as(format).isEqualTo(200);
        assertThat(answer.body()).as(format).contains("tacho_build_info").contains("jvm_memory");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
            .startsWith(format.split(";", -1)[0]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allJdks")
  void leavesTheToolsOfTheJdkAlone(Jdk jdk, @TempDir Path folder) throws Exception {
    assertLeftAlone(jdk, folder, "javac", "-version");
    assertLeftAlone(jdk, folder, "keytool", "-help");
    assertLeftAlone(jdk, folder, "jps");
    assertLeftAlone(jdk, folder, "jcmd", "-h");
    assertLeftAlone(jdk, folder, "jar", "cf", "empty.jar", "-C", ".", "out");
  }

  private static void assertLeftAlone(Jdk jdk, Path folder, String tool, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.tool(tool).toString());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path out = folder.resolve("out");
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + Artifacts.agentJar());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(tool).isTrue();
    assertThat(Files.readString(out)).as("%s of %s", tool, jdk).doesNotContain("tacho: ");
  }
}

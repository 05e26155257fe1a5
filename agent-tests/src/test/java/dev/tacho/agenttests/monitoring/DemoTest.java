package dev.tacho.agenttests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.monitoring.Program;
import dev.tacho.monitoring.Yamls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./demo --stack}, as somebody types it, and the file it gives to docker. */
final class DemoTest {
  private static final Path PROJECT = Artifacts.repository();
  private static final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private final List<ServerSocket> given = new ArrayList<>();
  private ProcessBuilder command;
  private Process demo;

  @BeforeEach
  void describe() throws Exception {
    command =
        new ProcessBuilder("./demo", "--stack", "slow-query=50ms")
            .directory(PROJECT.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    Map<String, String> environment = command.environment();
    environment.put("DEMO_FOLDER", folder.resolve("stack").toString());
    for (String variable :
        List.of("DEMO_PORT", "METRICS_PORT", "PROMETHEUS_PORT", "ALERTMANAGER_PORT")) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      given.add(socket);
      environment.put(variable, String.valueOf(socket.getLocalPort()));
    }
  }

  @AfterEach
  void end() throws Exception {
    for (ServerSocket socket : given) {
      socket.close();
    }
    if (demo != null) {
      List<ProcessHandle> all = new ArrayList<>(demo.descendants().toList());
      all.add(demo.toHandle());
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(process -> process.onExit().join());
    }
  }

  @Test
  void measuresTheApplicationWithAllRulesAndLeavesNothingRunningAfterAnInterrupt()
      throws Exception {
    Program.PROMETHEUS.path();
    Program.ALERTMANAGER.path();
    // But for the first, which is taken: then it is another one.
    given.subList(1, given.size()).forEach(DemoTest::close);
    start();
    awaitOutput("stop it with Ctrl-C");

    assertThat(address("application")).isNotEqualTo("http://localhost:" + port(0) + "/members");
    assertThat(address("metrics")).isEqualTo("http://localhost:" + port(1) + "/metrics");
    for (String name : List.of("application", "metrics", "Prometheus", "Alertmanager")) {
      assertThat(status(address(name))).as(name + " at " + address(name)).isEqualTo(200);
    }
    URI prometheus = URI.create("http://localhost:" + port(2));
    Await.until(
        () -> "the three targets are up: " + get(prometheus, "/api/v1/targets"),
        () ->
            get(prometheus, "/api/v1/targets")
                .findValuesAsText("health")
                .equals(List.of("up", "up", "up")));
    assertThat(get(prometheus, "/api/v1/rules").findValuesAsText("name"))
        .contains("tacho-http", "HttpErrorRatioHigh", "job:http_requests:rate5m");
    assertThat(get(prometheus, "/api/v1/alertmanagers").findValuesAsText("url"))
        .contains("http://localhost:" + port(3) + "/api/v2/alerts");
    assertThat(Files.readString(folder.resolve("stack/prometheus.log"))).doesNotContain("error");
    List<ProcessHandle> servers = demo.descendants().toList();

    signal("INT");

    assertThat(demo.waitFor()).isEqualTo(130);
    assertThat(servers).noneMatch(ProcessHandle::isAlive);
    assertThat(folder.resolve("err")).isEmptyFile();
  }

  @Test
  void stopsAllAndNamesTheOneThatEnded() throws Exception {
    Program.PROMETHEUS.path();
    Path alertmanager = Program.ALERTMANAGER.path();
    given.forEach(DemoTest::close);
    start();
    awaitOutput("stop it with Ctrl-C");
    List<ProcessHandle> servers = demo.descendants().toList();

    servers.stream()
        .filter(server -> server.info().command().orElse("").endsWith(alertmanager.toString()))
        .forEach(ProcessHandle::destroy);

    assertThat(demo.waitFor()).isEqualTo(1);
    assertThat(servers).noneMatch(ProcessHandle::isAlive);
    assertThat(errors()).contains("demo: alertmanager has ended, so all is stopped");
  }

  @Test
  void stopsWhatItStartedWhenItIsToldToWhileItStarts() throws Exception {
    Program.PROMETHEUS.path();
    Program.ALERTMANAGER.path();
    given.forEach(DemoTest::close);
    start();
    Await.until("Prometheus is started", () -> demo.descendants().count() >= 3);
    List<ProcessHandle> servers = demo.descendants().toList();

    signal("TERM");

    assertThat(demo.waitFor()).isEqualTo(143);
    assertThat(servers).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void saysWhatToInstallWhereThereIsNeitherPrometheusNorDocker() throws Exception {
    pathOf("bash", "dirname", "cat");

    start();

    assertThat(demo.waitFor()).isEqualTo(2);
    assertThat(errors())
        .contains("apt-get install --no-install-recommends prometheus prometheus-alertmanager");
  }

  @Test
  void startsContainersWhereThereIsDockerOnlyAndTakesThemAwayAgain() throws Exception {
    given.forEach(DemoTest::close);
    pathOf(
        "bash", "dirname", "cat", "rm", "mkdir", "cp", "sed", "awk", "java", "curl", "sleep",
        "tail", "chmod");
    executable(
        folder.resolve("path/docker"),
        """
        #!/usr/bin/env bash
        echo "$*" >>"${0%/*}/../docker-calls"
        if [ "$2" = up ]; then echo "configured in $DEMO_FOLDER, Prometheus at $PROMETHEUS_PORT"; fi
        """);

    start();

    assertThat(demo.waitFor()).isEqualTo(1);
    assertThat(errors())
        .contains("containers has ended")
        .contains("configured in " + folder.resolve("stack") + ", Prometheus at " + port(2));
    assertThat(folder.resolve("docker-calls"))
        .hasContent("compose version\ncompose up\ncompose down --volumes\n");
  }

  @Test
  void theContainersHavePinnedVersionsAndMountWhatIsThere() throws Exception {
    Map<String, Map<String, Object>> services = services();

    assertThat(services).containsOnlyKeys("prometheus", "alertmanager", "grafana");
    assertThat(services.values())
        .allSatisfy(
            service -> {
              assertThat((String) service.get("image")).matches(".+:v?\\d+\\.\\d+\\.\\d+");
              assertThat((List<?>) service.get("volumes"))
                  .map(volume -> volume.toString().replaceFirst(":/.*", ""))
                  .filteredOn(source -> !source.equals("${DEMO_FOLDER:-./target/stack}"))
                  .allSatisfy(source -> assertThat(PROJECT.resolve(source)).isDirectory());
            });
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() throws IOException {
    return (Map<String, Map<String, Object>>)
        Yamls.read(PROJECT.resolve("docker-compose.yml")).get("services");
  }

  private void start() throws IOException {
    demo = command.start();
  }

  /** Leaves nothing on the PATH but these. */
  private void pathOf(String... programs) throws IOException {
    Path path = Files.createDirectory(folder.resolve("path"));
    for (String program : programs) {
      executable(path.resolve(program), "#!/bin/sh\nexec " + onThePath(program) + " \"$@\"\n");
    }
    command.environment().put("PATH", path.toString());
  }

  private static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path onThePath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int port(int index) {
    return given.get(index).getLocalPort();
  }

  private void awaitOutput(String text) {
    Await.until(
        () -> text + " in:\n" + output() + errors(),
        () -> {
          assertThat(demo.isAlive()).as(output() + errors()).isTrue();
          return output().contains(text);
        });
  }

  private String address(String name) {
    Matcher line = Pattern.compile("(?m)^" + name + ": +([^ ,\n]+)").matcher(output());
    assertThat(line.find()).as(name + " in:\n" + output()).isTrue();
    return line.group(1);
  }

  private String output() {
    return read("out");
  }

  private String errors() {
    return read("err");
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(demo.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private static int status(String address) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private static JsonNode get(URI server, String path) {
    try {
      return new ObjectMapper()
          .readTree(
              http.send(
                      HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString())
                  .body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.StubHttpServer;
import dev.tacho.agenttests.http.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code java -jar tacho-agent.jar check}, with what is in the jar and nothing else. */
class CheckCommandTest {
  private static final String GET = "GET /status/200";
  private static final String PLAN =
      """
      {
        "tiers": {"patient": {"max": "1m", "errors": 0}},
        "endpoints": [{"name": "any", "path": "/status/200", "tier": "patient"}]
      }
      """;

  @TempDir Path folder;
  private final StubHttpServer server = StubHttpServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  static List<Jdk> oldestAndCurrent() {
    Jdk oldest = Jdk.from(8).get(0);
    return oldest.equals(Jdk.current()) ? List.of(oldest) : List.of(oldest, Jdk.current());
  }

  @ParameterizedTest
  @MethodSource("oldestAndCurrent")
  void sendsEachRequestOnceAndWritesItsReports(Jdk jdk) throws Exception {
    Path report = folder.resolve("report.json");
    Path junit = folder.resolve("junit.xml");
    Process check =
        start(jdk, Target.PLAIN, "--duration", "500ms", "--report=" + report, "--junit=" + junit);

    assertThat(exitCode(check)).isZero();
    assertThat(server.requests()).hasSize(50).containsOnly(GET);
    assertThat(Files.readString(folder.resolve("out")))
        .contains("50 requests in 0.5 s, 100.0/s; 0 errors; 0 not sent,")
        .contains("check: all endpoints comply (exit code 0).");
    assertThat(Files.readString(report)).contains("\"requests\" : 50,", "\"complies\" : true");
    assertThat(Files.readString(junit)).contains("tests=\"3\" failures=\"0\"");
    assertThat(Files.readString(folder.resolve("err"))).isEmpty();
  }

  @Test
  void speaksTlsAndTrustsWhatTheJvmTrusts() throws Exception {
    assertThat(exitCode(start(Jdk.current(), Target.TLS, "--duration", "100ms"))).isZero();
    assertThat(server.requests()).hasSize(10).containsOnly(GET);

    assertThat(exitCode(start(Jdk.current(), Target.UNTRUSTED, "--duration", "50ms"))).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("out"))).contains("(5 connect)");
    assertThat(server.requests()).hasSize(10);
  }

  /** Windows has no signal that a JVM could report on before it ends. */
  @Test
  void stoppedEarlyItReportsWhatWasMeasured() throws Exception {
    Path report = folder.resolve("report.json");
    Process check = start(Jdk.current(), Target.PLAIN, "--duration", "10m", "--report=" + report);
    server.awaitRequest(GET, 20);
    check.destroy();

    assertThat(exitCode(check)).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("out")))
        .contains("check: stopped before its end (exit code 2).");
    assertThat(Files.readString(report))
        .contains("\"requests\" : " + server.requests().size() + ",", "\"rate_kept\" : false");
  }

  /** A hundred requests a second; that this machine sends some late is not what is tested. */
  private Process start(Jdk jdk, Target target, String... arguments) throws IOException {
    Path plan = folder.resolve("plan.json");
    Files.writeString(plan, PLAN);
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("java").toString());
    command.add(StubHttpServer.trustStoreOption());
    command.addAll(List.of("-jar", Artifacts.agentJar().toString(), "check"));
    command.addAll(List.of("--base-url", server.baseUrl(target), "--plan", plan.toString()));
    command.addAll(List.of("--rate", "100", "--warmup", "0s", "--max-late", "100%"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private static int exitCode(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}

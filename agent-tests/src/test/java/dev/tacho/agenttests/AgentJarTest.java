package dev.tacho.agenttests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tacho.agenttests.apps.PlainApp;
import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
                  name.matches("META-INF/(MANIFEST\\.MF|licenses/[A-Za-z0-9_.-]+)")
                      || name.matches("dev/tacho/premain/[A-Za-z0-9$]+\\.class")
                      || name.matches("facade/Tacho(Probe|Sink|Slot)\\.bin")
                      || name.matches("agent/dev/tacho/([A-Za-z0-9_$]+/)*[A-Za-z0-9_$]+\\.bin")
                      || name.equals("agent/dev/tacho/shaded/bytebuddy/build.properties")
                      || name.equals("agent/tacho-build.properties"));
    }
  }

  @Test
  void handsOnTheLicencesOfItsLibraries() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .contains(
              "META-INF/licenses/byte-buddy-LICENSE",
              "META-INF/licenses/byte-buddy-NOTICE",
              "META-INF/licenses/byte-buddy-ASM",
              "META-INF/licenses/hdrhistogram-LICENSE",
              "META-INF/licenses/jackson-core-LICENSE",
              "META-INF/licenses/jackson-core-NOTICE",
              "META-INF/licenses/protobuf-LICENSE",
              "META-INF/licenses/sentry-LICENSE",
              "META-INF/licenses/sentry-SENTRY_THIRD_PARTY_NOTICES.md");
    }
  }

  @Test
  void manifestAsksForNothingButRetransformation() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.tacho.premain.Premain");
      assertThat(manifest.getValue("Agent-Class")).isEqualTo("dev.tacho.premain.Premain");
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

  /** What JSON and Sentry need is in the jar, though much of the two is not. */
  @Test
  void writesEventsAndAlertsWithWhatIsInIt(@TempDir Path folder) throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          received.add(exchange.getRequestURI() + " " + body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try (AgentClasses classes = new AgentClasses()) {
      Path log = folder.resolve("events.log");
      String host = "localhost:" + server.getAddress().getPort();
      classes
          .define(EventLogScenario.class)
          .accept(
              "event-log=%s,alert-webhook=http://%s/hook,sentry-dsn=http://key@%s/7"
                  .formatted(log, host, host));
      List<String> requests = List.of(take(received), take(received));

      assertThat(requests)
          .anyMatch(request -> request.startsWith("/hook {\"app\":\"Club\",\"timestamp\""))
          .anyMatch(request -> request.startsWith("/api/7/envelope/ {\"event_id\":"))
          .allMatch(request -> request.contains("critical_query"));
      assertThat(awaitTwoLines(log)) // its thread is not the alerts'
          .satisfiesExactly(
              line -> assertThat(line).contains("\"kind\":\"slow_query\""),
              line -> assertThat(line).contains("\"kind\":\"critical_query\""));
    } finally {
      server.stop(0);
    }
  }

  private static List<String> awaitTwoLines(Path log) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline
        && (Files.notExists(log) || Files.readAllLines(log).size() < 2)) {
      LockSupport.parkNanos(1_000_000);
    }
    return Files.readAllLines(log);
  }

  private static String take(BlockingQueue<String> received) throws InterruptedException {
    String request = received.poll(20, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  /** Loads from the jar as the agent's loader does, and the test's own class that uses it. */
  private static final class AgentClasses extends ClassLoader implements AutoCloseable {
    private final JarFile jar = new JarFile(Artifacts.agentJar().toFile());

    AgentClasses() throws IOException {
      super(ClassLoader.getPlatformClassLoader());
    }

    @SuppressWarnings("unchecked") // it says so itself
    Consumer<String> define(Class<? extends Consumer<String>> scenario) throws Exception {
      byte[] classFile;
      try (InputStream in = scenario.getResourceAsStream(scenario.getSimpleName() + ".class")) {
        classFile = in.readAllBytes();
      }
      return (Consumer<String>)
          defineClass(scenario.getName(), classFile, 0, classFile.length)
              .getDeclaredConstructor()
              .newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      ZipEntry entry = jar.getEntry("agent/" + name.replace('.', '/') + ".bin");
      if (entry == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream in = jar.getInputStream(entry)) {
        byte[] classFile = in.readAllBytes();
        return defineClass(name, classFile, 0, classFile.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public void close() throws IOException {
      jar.close();
    }
  }

  private static List<String> agentClasses(String log) {
    Matcher names = Pattern.compile("\\] (dev\\.tacho\\.\\S+)").matcher(log);
    return names.results().map(result -> result.group(1)).distinct().toList();
  }
}

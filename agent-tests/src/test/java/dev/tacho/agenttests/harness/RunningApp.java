package dev.tacho.agenttests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A child JVM that a test started. {@link #close} ends it and then holds the agent to its promises:
 * no error of its own counted, none of its failures or of the JVM's warnings on stderr, no metric
 * but those that the documentation lists, with their labels.
 */
public final class RunningApp implements AutoCloseable {
  static final String AGENT_PORT = "agent-port";
  static final String APP_PORT = "app-port";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /** How the agent is brought into a JVM that is running. */
  record LateAgent(Path java, Path jar, String arguments) {}

  private final Process process;
  private final Path folder;

  /** Whether there is to be an agent, from the start or later. */
  private final boolean hasAgent;

  private final LateAgent lateAgent;
  private final boolean errorsExpected;

  /** Null if the endpoint asks for none. */
  private String authorization;

  private RunningApp(
      Process process, Path folder, boolean hasAgent, LateAgent lateAgent, boolean errorsExpected) {
    this.process = process;
    this.folder = folder;
    this.hasAgent = hasAgent;
    this.lateAgent = lateAgent;
    this.errorsExpected = errorsExpected;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  static RunningApp launch(
      List<String> command,
      Map<String, String> environment,
      Path folder,
      boolean hasAgent,
      LateAgent lateAgent,
      boolean errorsExpected)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(new File(folder.toFile(), "stdout"))
            .redirectError(new File(folder.toFile(), "stderr"));
    builder.environment().putAll(environment);
    return new RunningApp(builder.start(), folder, hasAgent, lateAgent, errorsExpected);
  }

  void awaitReady(boolean agentIsIn, boolean servesHttp) {
    if (agentIsIn) {
      agentPort();
    }
    if (servesHttp) {
      await("the application's port file", () -> Files.exists(folder.resolve(APP_PORT)));
    }
  }

  /** Waits until {@code condition} holds; fails if the process ends before, or after a minute. */
  public void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() && !condition.getAsBoolean()) {
        throw new AssertionError("the application ended before " + what + ": " + output());
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + " did not come within " + PATIENCE + ": " + output());
      }
      waitForExit(Duration.ofMillis(10));
    }
  }

  private boolean waitForExit(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Closes the application's standard input, on which those of these tests end themselves. */
  public int endInputAndAwaitExit() {
    endInput();
    return awaitExit();
  }

  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a line to the application's standard input. */
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + '\n').getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Attaches the agent by the command that is for that, which returns when it is ready. */
  public void attach() {
    assertThat(command("attach", lateAgent.arguments)).startsWith("0 tacho: metrics at http");
  }

  /** Takes the agent out again. */
  public void detach() {
    assertThat(command("detach")).startsWith("0 tacho: ");
    try {
      Files.delete(folder.resolve(AGENT_PORT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a command of the agent's jar for this JVM.
   *
   * @return the exit code and what the command wrote
   */
  public String command(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(lateAgent.java.toString(), "-jar", lateAgent.jar.toString(), name));
    command.add(Long.toString(process.pid()));
    command.addAll(List.of(arguments));
    try {
      Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return running.waitFor() + " " + output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public int awaitExit() {
    assertThat(waitForExit(PATIENCE)).as("ended within %s: %s", PATIENCE, output()).isTrue();
    return process.exitValue();
  }

  /** Waits for the file that tells it, which the agent writes after its start line. */
  public int agentPort() {
    await("the agent's port file", () -> Files.exists(folder.resolve(AGENT_PORT)));
    return Integer.parseInt(read(AGENT_PORT));
  }

  /** The address of a path in the application. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + read(APP_PORT).trim() + path);
  }

  /** Sends a GET to the application. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  /** From now on requests to the agent's endpoint have these credentials. */
  public void authorize(String field) {
    this.authorization = field;
  }

  /** Sends a request to the agent's endpoint. */
  public HttpResponse<String> agent(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(agentUri("127.0.0.1", path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return send(request.build());
  }

  /** Sends a GET to the agent's endpoint by another address of this machine. */
  public HttpResponse<String> agentAt(InetAddress address, String path) {
    return send(HttpRequest.newBuilder(agentUri(address.getHostAddress(), path)).build());
  }

  private URI agentUri(String host, String path) {
    return URI.create("http://" + host + ":" + agentPort() + path);
  }

  public static HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public Scrape scrape() {
    HttpResponse<String> response = agent("GET", "/metrics");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Scrape.parse(response.body());
  }

  /** The same in OpenMetrics, which shows exemplars. */
  public Scrape scrapeOpenMetrics() {
    HttpResponse<String> response =
        agent("GET", "/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Scrape.parseOpenMetrics(response.body());
  }

  /** What the heap holds after a full collection. */
  public long liveBytes() {
    String histogram = jcmd("GC.class_histogram");
    Matcher total = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$").matcher(histogram);
    assertThat(total.find()).as(histogram).isTrue();
    return Long.parseLong(total.group(1));
  }

  /** How many objects of a class are left after a full collection. */
  public long liveInstances(String className) {
    String histogram = jcmd("GC.class_histogram");
    Matcher line =
        Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(className) + "( .*)?$")
            .matcher(histogram);
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  /** A dump of all threads. */
  public String threads() {
    return jcmd("Thread.print");
  }

  public long pid() {
    return process.pid();
  }

  private String jcmd(String command) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Jdk.current().tool("jcmd").toString(), Long.toString(process.pid()), command)
              .redirectErrorStream(true)
              .start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String stdout() {
    return read("stdout");
  }

  public String stderr() {
    return read("stderr");
  }

  /** The lines that the agent wrote to stderr, without the mark in front of them. */
  public List<String> agentLines() {
    return stderr()
        .lines()
        .filter(line -> line.startsWith("tacho: "))
        .map(line -> line.substring("tacho: ".length()))
        .toList();
  }

  /** The names of all files in the working directory. */
  public List<String> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String output() {
    return "\n--- stdout\n" + stdout() + "\n--- stderr\n" + stderr();
  }

  @Override
  public void close() {
    try {
      if (hasAgent && !errorsExpected) {
        if (process.isAlive() && Files.exists(folder.resolve(AGENT_PORT))) {
          Scrape last = scrape();
          last.metric("tacho_errors_total").is(0);
          DeclaredMetrics.assertDeclare(last);
        }
        assertThat(stderr()).doesNotContain("tacho: error").doesNotContain("WARNING");
      }
    } finally {
      kill();
    }
  }

  void kill() {
    process.destroy();
    if (!waitForExit(Duration.ofSeconds(10))) {
      process.destroyForcibly();
      waitForExit(PATIENCE);
    }
    deleteFolder();
  }

  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

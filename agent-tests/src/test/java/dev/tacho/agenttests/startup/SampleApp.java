package dev.tacho.agenttests.startup;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The sample application as a process, started again and again to see how long it takes. */
final class SampleApp {
  private static final long LIMIT_SECONDS = 60;
  private static final long POLL_MILLIS = 2;

  private final List<String> command = new ArrayList<>();
  private final String redisUrl;
  private final Path portFile;
  private final Path output;

  /**
   * Describes how to start it.
   *
   * @param scratch a directory for what the application leaves behind when it is killed
   */
  SampleApp(Path java, List<String> jvmOptions, Path application, String redisUrl, Path scratch) {
    this.redisUrl = redisUrl;
    this.portFile = scratch.resolve("port");
    this.output = scratch.resolve("output");
    command.add(java.toString());
    command.addAll(jvmOptions);
    command.add("-Djava.io.tmpdir=" + scratch);
    command.addAll(List.of("-jar", application.toString()));
    command.addAll(List.of("--port", "0", "--port-file", portFile.toString(), "--no-jobs"));
  }

  /** Starts the application, waits until it answers, and kills it. */
  double millisUntilFirstAnswer() throws IOException, InterruptedException {
    Files.deleteIfExists(portFile);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("REDIS_URL", redisUrl);
    long startNanos = System.nanoTime();
    Process process = builder.start();
    Thread killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      awaitAnswer(process, startNanos + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
      return (System.nanoTime() - startNanos) / 1e6;
    } finally {
      process.destroyForcibly().waitFor();
      Runtime.getRuntime().removeShutdownHook(killer);
    }
  }

  private void awaitAnswer(Process process, long deadlineNanos)
      throws IOException, InterruptedException {
    while (!Files.exists(portFile) || !answers(Files.readString(portFile).trim())) {
      if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
        throw new IllegalStateException(
            "no answer from " + command + ", which printed:\n" + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static boolean answers(String port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/health").toURL().openConnection();
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (ConnectException notYet) {
      return false;
    } finally {
      connection.disconnect();
    }
  }
}

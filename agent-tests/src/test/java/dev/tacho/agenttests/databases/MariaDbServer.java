package dev.tacho.agenttests.databases;

import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.agenttests.harness.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MariaDB, from the binaries that the profile {@code mariadb} unpacks. It ends with this JVM
 * at the latest.
 */
final class MariaDbServer implements DatabaseServer {
  private static final Path UNPACKED = Artifacts.repository().resolve("agent-tests/target/mariadb");
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Process process;
  private final int port;
  private int databases;

  private MariaDbServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  static boolean isThere() {
    return Files.isDirectory(UNPACKED);
  }

  static MariaDbServer start() throws IOException {
    Path binaries = binaries();
    Files.setPosixFilePermissions(
        binaries.resolve("bin/mariadbd"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Path folder = Files.createTempDirectory("tacho-mariadb-");
    Files.createDirectory(folder.resolve("data"));
    install(binaries, folder);
    int port = FreePort.find();
    Path users =
        Files.writeString(
            folder.resolve("users.sql"),
            "create user tacho identified by 'tacho';\ngrant all on *.* to tacho;\n");
    Process process =
        daemon(
                binaries,
                folder,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("socket"),
                "--skip-ssl",
                "--innodb-flush-log-at-trx-commit=0",
                "--init-file=" + users)
            .start();
    MariaDbServer server = new MariaDbServer(folder, process, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.awaitReady();
    return server;
  }

  /** The folder they are in has the version in its name. */
  private static Path binaries() throws IOException {
    try (Stream<Path> files = Files.walk(UNPACKED)) {
      Path daemon = files.filter(file -> file.endsWith("bin/mariadbd")).findFirst().orElseThrow();
      return daemon.getParent().getParent();
    }
  }

  /** Creates the system's own tables. */
  private static void install(Path binaries, Path folder) throws IOException {
    StringBuilder sql = new StringBuilder("create database mysql;\nuse mysql;\n");
    for (String script : List.of("system_tables", "performance_tables", "system_tables_data")) {
      sql.append(Files.readString(binaries.resolve("share/mariadb_" + script + ".sql")));
    }
    Path script = Files.writeString(folder.resolve("install.sql"), sql);
    Process install =
        daemon(binaries, folder, "--bootstrap").redirectInput(script.toFile()).start();
    if (!exits(install, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)) || install.exitValue() != 0) {
      throw new IllegalStateException("MariaDB was not installed:\n" + log(folder));
    }
  }

  private static ProcessBuilder daemon(Path binaries, Path folder, String... options) {
    List<String> command = new ArrayList<>();
    command.add(binaries.resolve("bin/mariadbd").toString());
    command.add("--no-defaults");
    command.add("--user=" + System.getProperty("user.name"));
    command.add("--basedir=" + binaries);
    command.add("--lc-messages-dir=" + binaries.resolve("share"));
    command.add("--datadir=" + folder.resolve("data"));
    command.add("--innodb-log-file-size=8M");
    command.add("--innodb-buffer-pool-size=32M");
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }

  private void awaitReady() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!log(folder).contains("ready for connections")) {
      if (exits(process, 50) || System.nanoTime() > deadline) {
        throw new IllegalStateException("MariaDB did not start:\n" + log(folder));
      }
    }
  }

  @Override
  public synchronized String newDatabase(Dialect dialect) {
    String protocol = dialect == Dialect.MARIADB ? "mariadb" : "mysql";
    return "jdbc:%s://127.0.0.1:%d/scenarios%d".formatted(protocol, port, ++databases)
        + "?user=tacho&password=tacho&createDatabaseIfNotExist=true&allowMultiQueries=true"
        + (dialect == Dialect.MYSQL ? "&sslMode=DISABLED" : "");
  }

  /** May be called again: by the end of the tests, and by that of this JVM. */
  @Override
  public synchronized void close() {
    if (!Files.exists(folder)) {
      return;
    }
    process.destroy();
    if (!exits(process, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))) {
      process.destroyForcibly();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean exits(Process process, long patienceMillis) {
    try {
      return process.waitFor(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String log(Path folder) throws IOException {
    return Files.readString(folder.resolve("log"));
  }
}

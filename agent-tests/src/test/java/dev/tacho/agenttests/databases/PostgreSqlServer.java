package dev.tacho.agenttests.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL. It ends with this JVM at the latest. */
final class PostgreSqlServer implements DatabaseServer {
  private final EmbeddedPostgres server;
  private int databases;

  private PostgreSqlServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Throws where there are no binaries for this platform, or they do not run. */
  static PostgreSqlServer start() throws IOException {
    return new PostgreSqlServer(EmbeddedPostgres.builder().start());
  }

  @Override
  public synchronized String newDatabase(Dialect dialect) {
    String name = "scenarios" + ++databases;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + '/' + name + "?user=postgres";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

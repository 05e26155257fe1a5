package dev.tacho.agenttests.databases;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** Scenarios in pgjdbc's own API, in a class that is loaded for PostgreSQL only. */
final class PostgreSqlOnly {
  private PostgreSqlOnly() {}

  static void copy(Session session) throws SQLException, IOException {
    long rows =
        session
            .connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy items (name, price) from stdin",
                new StringReader("copied1\t1\ncopied2\t2\n"));
    session.saw.line("rows", rows);
  }

  /** The driver asks the server for the functions behind it. */
  static void largeObject(Session session) throws SQLException {
    session.connection.setAutoCommit(false);
    LargeObjectManager objects = session.connection.unwrap(PGConnection.class).getLargeObjectAPI();
    long id = objects.createLO(LargeObjectManager.READWRITE);
    LargeObject object = objects.open(id, LargeObjectManager.READWRITE);
    object.write("large".getBytes(StandardCharsets.US_ASCII));
    session.saw.line("size", object.size());
    object.close();
    objects.delete(id);
    session.connection.setAutoCommit(true);
  }
}

package dev.tacho.agenttests.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A statement is prepared and executed once, in a driver that does nothing: through the woven
 * advice, and measured by hand.
 */
public class PrepareAndExecuteBenchmark {
  private static final String SQL = "SELECT id, name FROM members WHERE id = ?";

  /** Each thread has a connection of its own. */
  @State(Scope.Thread)
  public static class Woven {
    Connection connection;

    @Setup
    public void connect(WovenDatabase database) {
      connection = database.connect();
    }
  }

  /** Without slots. */
  @State(Scope.Thread)
  public static class WovenWithoutSlot {
    Connection connection;

    @Setup
    public void connect(WovenDatabase.LoadedEarly database) {
      connection = database.connect();
    }
  }

  /** Not woven, with what all threads are measured by. */
  @State(Scope.Benchmark)
  public static class Calls {
    final HandWrittenCalls calls = new HandWrittenCalls();
  }

  @State(Scope.Thread)
  public static class Plain {
    Connection connection;

    @Setup
    public void connect() throws ReflectiveOperationException {
      connection = NoOpDatabase.connection(PrepareAndExecuteBenchmark.class.getClassLoader());
    }
  }

  @Benchmark
  public boolean tacho(Woven database) throws SQLException {
    return database.connection.prepareStatement(SQL).execute();
  }

  @Benchmark
  public boolean tachoWithoutSlot(WovenWithoutSlot database) throws SQLException {
    return database.connection.prepareStatement(SQL).execute();
  }

  @Benchmark
  public boolean handWrittenCached(Plain database, Calls calls) throws SQLException {
    PreparedStatement statement = database.connection.prepareStatement(SQL);
    return calls.calls.query(statement);
  }

  @Benchmark
  public boolean unmeasured(Plain database) throws SQLException {
    return database.connection.prepareStatement(SQL).execute();
  }
}

package dev.tacho.agenttests.databases;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to use JDBC against a real PostgreSQL. */
class PostgreSqlTest {
  private static PostgreSqlServer server;

  @BeforeAll
  static void startServer() throws Exception {
    try {
      server = PostgreSqlServer.start();
    } catch (IllegalStateException e) {
      assumeTrue(false, "PostgreSQL does not run here: " + e.getMessage());
    }
  }

  @AfterAll
  static void endServer() {
    if (server != null) {
      server.close();
    }
  }

  static Stream<ScenarioRun> runs() {
    return ScenarioRun.of(Driver.PGJDBC_42_2, Driver.PGJDBC_42_7);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachExecuteCallCountsOnceAndNothingElseDoes(ScenarioRun run) throws Exception {
    run.check(server);
  }
}

package dev.tacho.agenttests.databases;

import dev.tacho.agenttests.harness.Jdk;
import java.util.List;
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
    server = PostgreSqlServer.start();
  }

  @AfterAll
  static void endServer() {
    server.close();
  }

  static Stream<ScenarioRun> runs() {
    return Stream.of(Driver.PGJDBC_42_2, Driver.PGJDBC_42_7)
        .map(driver -> new ScenarioRun(driver, Jdk.current(), List.of(Pool.values()), ""));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachExecuteCallCountsOnceAndNothingElseDoes(ScenarioRun run) throws Exception {
    run.check(server);
  }
}

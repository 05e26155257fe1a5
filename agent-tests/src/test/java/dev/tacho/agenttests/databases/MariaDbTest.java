package dev.tacho.agenttests.databases;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to use JDBC against a real MariaDB, by its own driver and by MySQL's. */
class MariaDbTest {
  private static MariaDbServer server;

  @BeforeAll
  static void startServer() throws Exception {
    assumeTrue(MariaDbServer.isThere(), "its binaries come with the profile mariadb");
    server = MariaDbServer.start();
  }

  @AfterAll
  static void endServer() {
    if (server != null) {
      server.close();
    }
  }

  static Stream<ScenarioRun> runs() {
    return ScenarioRun.of(
        Driver.MARIADB_2_7, Driver.MARIADB_3, Driver.CONNECTOR_J_8, Driver.CONNECTOR_J_9);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachExecuteCallCountsOnceAndNothingElseDoes(ScenarioRun run) throws Exception {
    run.check(server);
  }
}

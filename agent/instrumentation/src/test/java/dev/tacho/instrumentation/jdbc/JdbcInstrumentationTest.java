package dev.tacho.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacho.instrumentation.WovenLibrary;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * H2 itself, woven, without a pool. Each test has a table of its own, as the metrics are shared.
 */
final class JdbcInstrumentationTest {
  private static final Driver driver = wovenDriver();

  private Connection connection;

  private static Driver wovenDriver() {
    try {
      return (Driver)
          WovenLibrary.loaderOfTheJarOf(org.h2.Driver.class)
              .loadClass("org.h2.Driver")
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException notH2) {
      throw new LinkageError("cannot make H2's driver", notH2);
    }
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = driver.connect("jdbc:h2:mem:", new Properties());
  }

  @AfterEach
  void nothingWentWrongInsideTheAgent() throws SQLException {
    connection.close();
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
  }

  @Test
  void aPreparedStatementCountsEachTimeItIsExecuted() throws SQLException {
    create("members");
    try (PreparedStatement insert = connection.prepareStatement("insert into members values (?)");
        PreparedStatement select = connection.prepareStatement("select * from members")) {
      insert.setInt(1, 1);
      insert.executeUpdate();
      insert.setInt(1, 2);
      insert.execute();
      insert.setInt(1, 3);
      insert.executeLargeUpdate();
      select.executeQuery();
      assertThat(select.execute()).isTrue();
    }

    assertThat(queriesOf("members"))
        .containsExactlyInAnyOrder("ddl: 1 success", "insert: 3 success", "select: 2 success");
  }

  @Test
  void aStatementCountsEachTextItIsGiven() throws SQLException {
    create("orders");
    try (Statement statement = connection.createStatement()) {
      statement.execute("insert into orders values (1)");
      statement.executeUpdate("update orders set id = 2");
      statement.executeUpdate("delete from orders", Statement.RETURN_GENERATED_KEYS);
      statement.executeLargeUpdate("delete from orders");
      try (ResultSet rows = statement.executeQuery("select count(*) from orders")) {
        rows.next();
        assertThat(rows.getInt(1)).isZero();
      }
    }

    assertThat(queriesOf("orders"))
        .containsExactlyInAnyOrder(
            "ddl: 1 success",
            "insert: 1 success",
            "update: 1 success",
            "delete: 2 success",
            "select: 1 success");
  }

  @Test
  void aBatchCountsOnceHoweverManyRowsItHas() throws SQLException {
    create("events");
    try (PreparedStatement insert = connection.prepareStatement("insert into events values (?)")) {
      for (int i = 0; i < 5; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(5);
    }
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("delete from events where id = 1");
      statement.addBatch("delete from events where id = 2");
      assertThat(statement.executeBatch()).containsExactly(1, 1);
    }

    assertThat(queriesOf("events"))
        .containsExactlyInAnyOrder("ddl: 1 success", "insert: 1 success", "delete: 1 success");
  }

  @Test
  void aBatchOfSeveralKindsIsABatch() throws SQLException {
    create("mixed");
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("insert into mixed values (1)");
      statement.clearBatch();
      statement.addBatch("insert into mixed values (2)");
      statement.addBatch("delete from mixed");
      statement.executeBatch();
      statement.addBatch("delete from mixed");
      statement.executeBatch();
    }

    assertThat(queriesOf("mixed")).containsExactlyInAnyOrder("ddl: 1 success", "delete: 1 success");
    assertThat(WovenLibrary.counted("db_queries_total"))
        .contains(
            "{collection=\"_none_\",operation=\"batch\",status=\"success\",system=\"h2\"} 1.0");
  }

  @Test
  void aFailedQueryIsAnErrorOfItsKindAndThrowsAsBefore() throws SQLException {
    create("unique_ids");
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement("insert into unique_ids values (1)")) {
      insert.executeUpdate();
      assertThatThrownBy(insert::executeUpdate)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Unique index or primary key violation");
      assertThatThrownBy(() -> statement.executeQuery("select missing from unique_ids"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Column \"MISSING\" not found");
    }

    assertThat(queriesOf("unique_ids"))
        .containsExactlyInAnyOrder(
            "ddl: 1 success", "insert: 1 success", "insert: 1 error", "select: 1 error");
    assertThat(WovenLibrary.counted("db_query_errors_total"))
        .contains(
            "{collection=\"unique_ids\",error=\"integrity\",operation=\"insert\",system=\"h2\"} 1.0",
            "{collection=\"unique_ids\",error=\"syntax\",operation=\"select\",system=\"h2\"} 1.0");
  }

  @Test
  void aCallableStatementIsACall() throws SQLException {
    try (CallableStatement call = connection.prepareCall("{call abs(?)}")) {
      call.setInt(1, -1);
      call.execute();
    }

    assertThat(queriesOf("_none_")).contains("call: 1 success");
  }

  @Test
  void whatTheDriverDoesByItselfIsNoQuery() throws SQLException {
    List<String> before = WovenLibrary.counted("db_queries_total");

    connection.isValid(1);
    connection.setAutoCommit(false);
    connection.getMetaData().getTables(null, null, "%", null).close();
    connection.setAutoCommit(true);

    assertThat(WovenLibrary.counted("db_queries_total")).isEqualTo(before);
  }

  @Test
  void theWovenClassesAreCounted() throws SQLException {
    int wovenBefore = WovenLibrary.wovenClasses("jdbc");
    int connectionsBefore = WovenLibrary.wovenClasses("jdbc-connections");

    try (Connection another = wovenDriver().connect("jdbc:h2:mem:", new Properties())) {
      another.createStatement().close();
      another.prepareStatement("select 1").close();
      another.prepareCall("{call abs(1)}").close();
    }

    assertThat(WovenLibrary.wovenClasses("jdbc") - wovenBefore)
        .as("driver, connection, and three kinds of statement")
        .isEqualTo(5);
    assertThat(WovenLibrary.wovenClasses("jdbc-connections") - connectionsBefore)
        .as("driver and connection")
        .isEqualTo(2);
  }

  private void create(String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table " + table + " (id int primary key)");
    }
  }

  /** As in "insert: 3 success". */
  private static List<String> queriesOf(String table) {
    return WovenLibrary.counted("db_queries_total").stream()
        .filter(sample -> sample.startsWith("{collection=\"" + table + "\""))
        .map(
            sample ->
                sample.replaceAll(
                    ".*operation=\"(.*)\",status=\"(.*)\",system=\"h2\"} (.*)\\.0", "$1: $3 $2"))
        .toList();
  }
}

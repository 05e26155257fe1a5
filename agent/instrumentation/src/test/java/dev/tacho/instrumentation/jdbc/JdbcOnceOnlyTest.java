package dev.tacho.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacho.instrumentation.WovenLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Every way to execute counts once, whatever database, driver and pool, and nothing else counts.
 */
final class JdbcOnceOnlyTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "\\{collection=\"(.*?)\",(error=\".*?\",)?operation=\"(.*?)\",(status=\"(.*?)\",)?system=\"(.*)\"} (.*)\\.0");

  /** Of a constraint or index, with the time of its creation. */
  private static final Pattern DERBYS_NAME = Pattern.compile("SQL[0-9a-f-]{10,}");

  /** Kept, because a logger that nobody refers to forgets its level. */
  private static final List<Logger> talkative =
      List.of(
          Logger.getLogger("com.mchange"),
          Logger.getLogger("org.apache.tomcat.jdbc"),
          Logger.getLogger("hsqldb"));

  private static final Map<List<String>, ClassLoader> loaders = new ConcurrentHashMap<>();

  private final ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();

  @TempDir private Path folder;

  @BeforeAll
  static void silenceLibraries() {
    talkative.forEach(logger -> logger.setLevel(Level.OFF));
    System.setProperty("derby.stream.error.file", "target/derby.log");
  }

  @AfterEach
  void nothingWentWrongInsideTheAgent() {
    Thread.currentThread().setContextClassLoader(contextLoader);
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
  }

  static Stream<Arguments> everyExecuteWayCountsOnce() {
    return Stream.of(TestDatabase.values())
        .flatMap(
            database ->
                Stream.of(TestPool.values())
                    .filter(pool -> database.oldLibrary == null || pool == TestPool.NONE)
                    .map(pool -> Arguments.of(database, pool, List.of())));
  }

  @ParameterizedTest
  @MethodSource
  void everyExecuteWayCountsOnce(TestDatabase database, TestPool kind, List<String> oldPool)
      throws Exception {
    ClassLoader loader = woven(database, oldPool);
    String url = database.newUrl();
    List<String> wrong = new ArrayList<>();
    try (Connection keeper = database.connect(loader, url)) {
      createTables(keeper, database);
      DataSource pool = kind.create(loader, database, url, true);
      for (ExecuteWay way : ExecuteWay.ALL) {
        if (way.isThereIn(database, kind)) {
          fillTables(keeper);
          Map<String, Integer> before = counts(database);
          try (Connection connection = pool.getConnection()) {
            way.transcript(connection, database);
          }
          List<String> counted = increases(before, counts(database));
          if (!counted.equals(way.expected(database))) {
            wrong.add(way + " counted as " + counted + ", not " + way.expected(database));
          }
        }
      }
      TestPool.close(pool);
    }
    assertThat(wrong).isEmpty();
  }

  static Stream<Arguments> whatAPoolRunsByItselfIsNoQueryOfTheApplication() {
    List<Arguments> combinations = new ArrayList<>();
    for (TestDatabase database : TestDatabase.NEW) {
      for (TestPool pool : TestPool.TESTING) {
        combinations.add(Arguments.of(database, pool, List.of(), true));
        combinations.add(Arguments.of(database, pool, List.of(), false));
      }
    }
    TestPool.OLD.forEach(
        (folder, pool) -> {
          combinations.add(Arguments.of(TestDatabase.H2, pool, List.of(folder), true));
          combinations.add(Arguments.of(TestDatabase.H2, pool, List.of(folder), false));
        });
    return combinations.stream();
  }

  /** Initial SQL, tests when taken, idle and given back, roll-back of what was left open. */
  @ParameterizedTest
  @MethodSource
  void whatAPoolRunsByItselfIsNoQueryOfTheApplication(
      TestDatabase database, TestPool kind, List<String> oldPool, boolean byQuery)
      throws Exception {
    ClassLoader loader = woven(database, oldPool);
    String url = database.newUrl();
    try (Connection keeper = database.connect(loader, url)) {
      createTables(keeper, database);
      Map<String, Integer> before = counts(database);
      DataSource pool = kind.create(loader, database, url, byQuery);
      for (int i = 1; i <= 3; i++) {
        try (Connection connection = pool.getConnection()) {
          connection.setAutoCommit(false);
          connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
          try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into items values (" + i + ", 'left open')");
          }
        }
        kind.testIdle(pool);
      }
      TestPool.close(pool);

      assertThat(increases(before, counts(database))).containsExactly("insert items success 3");
    }
  }

  static List<TestDatabase> aTimeoutIsATimeoutWhateverTheDriverMakesOfIt() {
    return List.of(
        TestDatabase.H2,
        TestDatabase.H2_1_4,
        TestDatabase.HSQLDB,
        TestDatabase.HSQLDB_2_5,
        TestDatabase.DERBY,
        TestDatabase.DERBY_10_14);
  }

  @ParameterizedTest
  @MethodSource
  void aTimeoutIsATimeoutWhateverTheDriverMakesOfIt(TestDatabase database) throws Exception {
    try (Connection connection = database.connect(woven(database, List.of()), database.newUrl());
        Statement statement = connection.createStatement()) {
      createTables(connection, database);
      for (int i = 0; i < 200; i++) {
        statement.executeUpdate("insert into items values (" + i + ", 'many')");
      }
      Map<String, Integer> before = counts(database);
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.executeUpdate(TestDatabase.SLOW_UPDATE))
          .isInstanceOf(SQLException.class);

      assertThat(increases(before, counts(database)))
          .containsExactly("delete items error 1", "delete items error=timeout 1");
    }
  }

  @Test
  void waitingForALockIsSqlitesTimeout() throws Exception {
    TestDatabase database = TestDatabase.SQLITE;
    ClassLoader loader = woven(database, List.of());
    String url = "jdbc:sqlite:" + folder.resolve("locked.db");
    try (Connection writer = database.connect(loader, url);
        Connection waiting = database.connect(loader, url);
        Statement write = writer.createStatement();
        Statement wait = waiting.createStatement()) {
      createTables(writer, database);
      writer.setAutoCommit(false);
      write.executeUpdate("insert into items values (1, 'one')");
      Map<String, Integer> before = counts(database);
      wait.setQueryTimeout(1);
      assertThatThrownBy(() -> wait.executeUpdate("insert into items values (2, 'two')"))
          .isInstanceOf(SQLException.class);

      assertThat(increases(before, counts(database)))
          .containsExactly("insert items error 1", "insert items error=timeout 1");
    }
  }

  static Stream<Arguments> theApplicationSeesTheSameWithAndWithoutTheAgent() {
    return Stream.of(
        Arguments.of(TestDatabase.H2, TestPool.NONE),
        Arguments.of(TestDatabase.H2, TestPool.HIKARI),
        Arguments.of(TestDatabase.H2, TestPool.TOMCAT_JDBC),
        Arguments.of(TestDatabase.H2, TestPool.DBCP2),
        Arguments.of(TestDatabase.H2, TestPool.C3P0),
        Arguments.of(TestDatabase.H2, TestPool.AGROAL),
        Arguments.of(TestDatabase.H2, TestPool.P6SPY),
        Arguments.of(TestDatabase.HSQLDB, TestPool.NONE),
        Arguments.of(TestDatabase.HSQLDB, TestPool.DBCP2),
        Arguments.of(TestDatabase.DERBY, TestPool.NONE),
        Arguments.of(TestDatabase.DERBY, TestPool.DBCP2),
        Arguments.of(TestDatabase.SQLITE, TestPool.NONE),
        Arguments.of(TestDatabase.SQLITE, TestPool.DBCP2));
  }

  /** Results, generated keys, update counts, metadata, and exceptions with all they carry. */
  @ParameterizedTest
  @MethodSource
  void theApplicationSeesTheSameWithAndWithoutTheAgent(TestDatabase database, TestPool kind)
      throws Exception {
    String url = database.newUrl();
    int wovenClasses = WovenLibrary.wovenClasses("jdbc");
    String without = transcript(JdbcOnceOnlyTest.class.getClassLoader(), database, kind, url);
    assertThat(WovenLibrary.wovenClasses("jdbc")).as("without the agent").isEqualTo(wovenClasses);

    String with = transcript(woven(database, List.of()), database, kind, url);

    assertThat(with).isEqualTo(without);
  }

  private static String transcript(
      ClassLoader loader, TestDatabase database, TestPool kind, String url) throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    StringBuilder transcript = new StringBuilder();
    try (Connection keeper = database.connect(loader, url)) {
      createTables(keeper, database);
      DataSource pool = kind.create(loader, database, url, true);
      for (ExecuteWay way : ExecuteWay.ALL) {
        if (way.isThereIn(database, kind)) {
          fillTables(keeper);
          try (Connection connection = pool.getConnection()) {
            transcript.append(way).append('\n').append(way.transcript(connection, database));
          }
        }
      }
      TestPool.close(pool);
    }
    return DERBYS_NAME.matcher(transcript).replaceAll("a generated name");
  }

  @Test
  void whatADataSourceOfTheApplicationRunsIsItsOwn() throws Exception {
    TestDatabase database = TestDatabase.H2;
    ClassLoader loader = woven(database, List.of());
    String url = database.newUrl();
    try (Connection keeper = database.connect(loader, url)) {
      createTables(keeper, database);
      DataSource own =
          new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
              Connection opened = keeper.unwrap(Connection.class);
              try (Statement statement = opened.createStatement()) {
                statement.executeUpdate("delete from items");
              }
              return opened;
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
              return getConnection();
            }
          };
      Map<String, Integer> before = counts(database);
      Object pool = Beans.create(loader, "com.zaxxer.hikari.HikariDataSource");
      Beans.set(pool, "dataSource", own);
      Beans.set(pool, "maximumPoolSize", 1);
      ((DataSource) pool).getConnection().close();
      TestPool.close((DataSource) pool);

      assertThat(increases(before, counts(database))).containsExactly("delete items success 1");
    }
  }

  private static ClassLoader woven(TestDatabase database, List<String> oldPool) {
    List<String> old = new ArrayList<>(oldPool);
    if (database.oldLibrary != null) {
      old.add(database.oldLibrary);
    }
    ClassLoader loader =
        loaders.computeIfAbsent(List.copyOf(old), WovenLibrary::loaderOfAllJarsBehind);
    Thread.currentThread().setContextClassLoader(loader);
    return loader;
  }

  private static void createTables(Connection connection, TestDatabase database)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : database.ddl()) {
        statement.execute(table);
      }
    }
  }

  private static void fillTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("delete from items");
      statement.execute("delete from keyed");
      statement.execute("insert into items values (1, 'one')");
    }
  }

  /** By operation, collection, and status or error. */
  private static Map<String, Integer> counts(TestDatabase database) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String name : List.of("db_queries_total", "db_query_errors_total")) {
      for (String sample : WovenLibrary.counted(name)) {
        Matcher matcher = SAMPLE.matcher(sample);
        assertThat(matcher.matches()).as(sample).isTrue();
        String kind =
            matcher.group(2) == null ? matcher.group(5) : matcher.group(2).replaceAll("[\",]", "");
        String system = matcher.group(6).equals(database.system) ? "" : matcher.group(6) + " ";
        counts.put(
            system + matcher.group(3) + " " + matcher.group(1) + " " + kind,
            (int) Double.parseDouble(matcher.group(7)));
      }
    }
    return counts;
  }

  private static List<String> increases(Map<String, Integer> before, Map<String, Integer> after) {
    return after.entrySet().stream()
        .filter(count -> !count.getValue().equals(before.get(count.getKey())))
        .map(
            count ->
                count.getKey() + " " + (count.getValue() - before.getOrDefault(count.getKey(), 0)))
        .toList();
  }
}

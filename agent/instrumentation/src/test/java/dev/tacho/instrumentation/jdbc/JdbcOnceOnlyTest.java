package dev.tacho.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.instrumentation.WovenLibrary;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to execute counts once, whatever database, driver and pool, and nothing else counts.
 */
final class JdbcOnceOnlyTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "\\{collection=\"(.*?)\",(error=\".*?\",)?operation=\"(.*?)\",(status=\"(.*?)\",)?system=\"(.*)\"} (.*)\\.0");

  /** Kept, because a logger that nobody refers to forgets its level. */
  private static final List<Logger> talkative =
      List.of(
          Logger.getLogger("com.mchange"),
          Logger.getLogger("org.apache.tomcat.jdbc"),
          Logger.getLogger("hsqldb"));

  private static final Map<List<String>, ClassLoader> loaders = new ConcurrentHashMap<>();

  private final ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();

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

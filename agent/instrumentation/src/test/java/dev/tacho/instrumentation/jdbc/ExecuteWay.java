package dev.tacho.instrumentation.jdbc;

import static java.sql.Statement.RETURN_GENERATED_KEYS;

import dev.tacho.instrumentation.jdbc.TestDatabase.Feature;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One way to have a database do something through JDBC, and what counts for it. Uses the tables
 * {@code items (id, name)}, in which there is one row before, and {@code keyed}, the ids of which
 * are generated.
 */
final class ExecuteWay {
  /** What is done. */
  interface Action {
    void on(Run run) throws SQLException;
  }

  /** What is done with a statement. */
  interface Use<S> {
    void of(S statement) throws SQLException;
  }

  final String name;
  private final Action action;

  private final List<String> expected;

  /** By system or database: what is to be expected there instead. */
  private final Map<String, List<String>> exceptions = new HashMap<>();

  private final Set<Feature> needed = EnumSet.noneOf(Feature.class);

  private ExecuteWay(String name, Action action, List<String> expected) {
    this.name = name;
    this.action = action;
    this.expected = expected;
  }

  private ExecuteWay needs(Feature feature) {
    needed.add(feature);
    return this;
  }

  private ExecuteWay butIn(TestDatabase database, List<?>... counts) {
    return butIn(database.name(), counts);
  }

  private ExecuteWay butIn(String system, List<?>... counts) {
    exceptions.put(system, lines(counts));
    return this;
  }

  boolean isThereIn(TestDatabase database, TestPool pool) {
    return needed.stream().allMatch(feature -> database.has(feature) && pool.passesOn(feature));
  }

  /** As in {@code insert items success 1}, sorted. */
  List<String> expected(TestDatabase database) {
    return exceptions.getOrDefault(
        database.name(), exceptions.getOrDefault(database.system, expected));
  }

  /** All that the application can see of it: results, keys, counts and exceptions. */
  String transcript(Connection connection, TestDatabase database) throws SQLException {
    Run run = new Run(connection, database);
    action.on(run);
    return run.transcript.toString();
  }

  @Override
  public String toString() {
    return name;
  }

  private static final String INSERT = "insert into items values (2, 'two')";
  private static final String INSERT_BOUND = "insert into items values (?, ?)";
  private static final String INSERT_KEYED = "insert into keyed (name) values ('a')";
  private static final String SELECT = "select id, name from items order by id";
  private static final String UPDATE = "update items set name = 'uno'";
  private static final String DELETE = "delete from items";
  private static final String DUPLICATE = "insert into items values (1, 'again')";

  static final List<ExecuteWay> ALL =
      List.of(
          // a statement and its SQL
          way(
              "execute(sql) of a select",
              run -> run.statement(s -> run.results(s, s.execute(SELECT))),
              counted("select items", 1)),
          way(
              "execute(sql) of an update",
              run -> run.statement(s -> run.results(s, s.execute(UPDATE))),
              counted("update items", 1)),
          way(
              "executeQuery(sql)",
              run -> run.statement(s -> run.say(s.executeQuery(SELECT))),
              counted("select items", 1)),
          way(
              "executeUpdate(sql), several of one statement",
              run ->
                  run.statement(
                      s -> {
                        run.say(s.executeUpdate(INSERT));
                        run.say(s.executeUpdate(UPDATE));
                        run.say(s.executeUpdate(DELETE));
                        run.say(s.executeUpdate(DELETE));
                      }),
              counted("insert items", 1),
              counted("update items", 1),
              counted("delete items", 2)),
          way(
                  "executeLargeUpdate(sql)",
                  run -> run.statement(s -> run.say(s.executeLargeUpdate(UPDATE))),
                  counted("update items", 1))
              .needs(Feature.LARGE_COUNTS),
          way(
              "ddl",
              run ->
                  run.statement(
                      s -> {
                        run.say(s.executeUpdate("create table other_items (id int)"));
                        run.say(s.executeUpdate("drop table other_items"));
                      }),
              counted("ddl other_items", 2)),
          // generated keys
          way(
                  "executeUpdate(sql, RETURN_GENERATED_KEYS)",
                  run ->
                      run.statement(
                          s -> {
                            run.say(s.executeUpdate(INSERT_KEYED, RETURN_GENERATED_KEYS));
                            run.say(s.getGeneratedKeys());
                          }),
                  counted("insert keyed", 1))
              .needs(Feature.STATEMENT_KEYS),
          way(
                  "execute(sql, RETURN_GENERATED_KEYS)",
                  run ->
                      run.statement(
                          s -> {
                            run.say(s.execute(INSERT_KEYED, RETURN_GENERATED_KEYS));
                            run.say(s.getGeneratedKeys());
                          }),
                  counted("insert keyed", 1))
              .needs(Feature.STATEMENT_KEYS),
          way(
                  "execute and executeUpdate with the columns of keys",
                  run ->
                      run.statement(
                          s -> {
                            run.say(s.executeUpdate(INSERT_KEYED, new int[] {1}));
                            run.say(s.getGeneratedKeys());
                            run.say(s.executeUpdate(INSERT_KEYED, new String[] {"ID"}));
                            run.say(s.getGeneratedKeys());
                            run.say(s.execute(INSERT_KEYED, new int[] {1}));
                            run.say(s.getGeneratedKeys());
                            run.say(s.execute(INSERT_KEYED, new String[] {"ID"}));
                            run.say(s.getGeneratedKeys());
                          }),
                  counted("insert keyed", 4))
              .needs(Feature.ALL_GENERATED_KEYS),
          way(
                  "executeLargeUpdate with generated keys",
                  run ->
                      run.statement(
                          s -> {
                            run.say(s.executeLargeUpdate(INSERT_KEYED, RETURN_GENERATED_KEYS));
                            run.say(s.getGeneratedKeys());
                            run.say(s.executeLargeUpdate(INSERT_KEYED, new int[] {1}));
                            run.say(s.getGeneratedKeys());
                            run.say(s.executeLargeUpdate(INSERT_KEYED, new String[] {"ID"}));
                            run.say(s.getGeneratedKeys());
                          }),
                  counted("insert keyed", 3))
              .needs(Feature.ALL_GENERATED_KEYS)
              .needs(Feature.LARGE_COUNTS),
          way(
              "prepareStatement(sql, RETURN_GENERATED_KEYS)",
              run -> {
                try (PreparedStatement s =
                    run.connection.prepareStatement(INSERT_KEYED, RETURN_GENERATED_KEYS)) {
                  run.say(s.executeUpdate());
                  run.say(s.getGeneratedKeys());
                  run.say(s.executeUpdate());
                  run.say(s.getGeneratedKeys());
                }
              },
              counted("insert keyed", 2)),
          way(
                  "prepareStatement with the columns of keys",
                  run -> {
                    try (PreparedStatement s =
                        run.connection.prepareStatement(INSERT_KEYED, new int[] {1})) {
                      run.say(s.executeUpdate());
                      run.say(s.getGeneratedKeys());
                    }
                    try (PreparedStatement s =
                        run.connection.prepareStatement(INSERT_KEYED, new String[] {"ID"})) {
                      run.say(s.execute());
                      run.say(s.getGeneratedKeys());
                    }
                  },
                  counted("insert keyed", 2))
              .needs(Feature.ALL_GENERATED_KEYS),
          // prepared
          way(
              "execute() of a prepared select",
              run -> run.prepared(SELECT, s -> run.results(s, s.execute())),
              counted("select items", 1)),
          way(
              "executeQuery() twice",
              run ->
                  run.prepared(
                      "select name from items where id = ?",
                      s -> {
                        s.setInt(1, 1);
                        run.say(s.executeQuery());
                        s.setInt(1, 2);
                        run.say(s.executeQuery());
                      }),
              counted("select items", 2)),
          way(
              "executeUpdate() and execute() of a prepared insert",
              run ->
                  run.prepared(
                      INSERT_BOUND,
                      s -> {
                        bind(s, 2, "two");
                        run.say(s.executeUpdate());
                        bind(s, 3, "three");
                        run.results(s, s.execute());
                      }),
              counted("insert items", 2)),
          way(
                  "executeLargeUpdate() of a prepared update",
                  run -> run.prepared(UPDATE, s -> run.say(s.executeLargeUpdate())),
                  counted("update items", 1))
              .needs(Feature.LARGE_COUNTS),
          way(
              "prepared and not executed",
              run ->
                  run.prepared(
                      INSERT_BOUND,
                      s -> {
                        bind(s, 2, "two");
                        run.say(s.getParameterMetaData().getParameterCount());
                        run.say(s.getMetaData() == null);
                      })),
          // called
          way(
                  "execute() of a call",
                  run -> run.call(CallableStatement::execute),
                  counted("call _none_", 1))
              .needs(Feature.CALLABLE),
          way(
                  "executeUpdate() of a call",
                  run -> run.call(s -> run.attempt(() -> run.say(s.executeUpdate()))),
                  counted("call _none_", 1))
              .butIn("hsqldb", failed("call _none_", "other", 1)) // answers a result set
              .needs(Feature.CALLABLE),
          // batches
          way(
              "a batch of one kind",
              run ->
                  run.statement(
                      s -> {
                        s.addBatch("insert into items values (2, 'two')");
                        s.addBatch("insert into items values (3, 'three')");
                        s.addBatch("insert into items values (4, 'four')");
                        run.say(s.executeBatch());
                      }),
              counted("insert items", 1)),
          way(
              "a batch of several kinds, and one after it",
              run ->
                  run.statement(
                      s -> {
                        s.addBatch(INSERT);
                        s.addBatch(UPDATE);
                        run.say(s.executeBatch());
                        s.addBatch(DELETE);
                        run.say(s.executeBatch());
                      }),
              counted("batch _none_", 1),
              counted("delete items", 1)),
          way(
              "a batch of a prepared statement, twice",
              run ->
                  run.prepared(
                      INSERT_BOUND,
                      s -> {
                        for (int i = 2; i < 52; i++) {
                          bind(s, i, "two");
                          s.addBatch();
                        }
                        run.say(s.executeBatch());
                        bind(s, 52, "two");
                        s.addBatch();
                        run.say(s.executeBatch());
                      }),
              counted("insert items", 2)),
          way(
                  "executeLargeBatch()",
                  run -> {
                    run.prepared(
                        INSERT_BOUND,
                        s -> {
                          bind(s, 2, "two");
                          s.addBatch();
                          bind(s, 3, "three");
                          s.addBatch();
                          run.say(s.executeLargeBatch());
                        });
                    run.statement(
                        s -> {
                          s.addBatch(UPDATE);
                          s.addBatch(UPDATE);
                          run.say(s.executeLargeBatch());
                        });
                  },
                  counted("insert items", 1),
                  counted("update items", 1))
              .needs(Feature.LARGE_COUNTS),
          way(
              "a batch that was cleared",
              run ->
                  run.statement(
                      s -> {
                        s.addBatch(INSERT);
                        s.clearBatch();
                        s.addBatch(UPDATE);
                        run.say(s.executeBatch());
                      }),
              counted("update items", 1)),
          way(
                  "an empty batch",
                  run -> {
                    run.prepared(INSERT_BOUND, s -> run.attempt(() -> run.say(s.executeBatch())));
                    run.prepared(
                        INSERT_BOUND,
                        s -> {
                          bind(s, 2, "two");
                          s.addBatch();
                          s.clearBatch();
                          run.attempt(() -> run.say(s.executeBatch()));
                        });
                  },
                  counted("insert items", 2))
              .butIn("hsqldb", counted("insert items", 1), failed("insert items", "other", 1)),
          way(
                  "a batch that fails",
                  run -> {
                    run.statement(
                        s -> {
                          s.addBatch(INSERT);
                          s.addBatch(DUPLICATE);
                          run.attempt(() -> run.say(s.executeBatch()));
                        });
                    run.prepared(
                        INSERT_BOUND,
                        s -> {
                          bind(s, 1, "again");
                          s.addBatch();
                          run.attempt(() -> run.say(s.executeBatch()));
                        });
                  },
                  failed("insert items", "integrity", 2))
              .butIn(
                  TestDatabase.SQLITE_3_36, // where a batch of a statement hides what it failed of
                  lines(
                      List.of("insert items error 2"),
                      List.of("insert items error=integrity 1"),
                      List.of("insert items error=other 1"))),
          // transactions
          way(
              "commit and rollback",
              run -> {
                run.connection.setAutoCommit(false);
                run.statement(s -> run.say(s.executeUpdate(INSERT)));
                run.connection.commit();
                run.statement(s -> run.say(s.executeUpdate(DELETE)));
                run.connection.rollback();
                run.connection.setAutoCommit(true);
                run.statement(s -> run.say(s.executeQuery(SELECT)));
              },
              counted("insert items", 1),
              counted("delete items", 1),
              counted("select items", 1),
              counted("transaction _none_", 2)),
          way(
              "a savepoint",
              run -> {
                run.connection.setAutoCommit(false);
                Savepoint kept = run.connection.setSavepoint("kept");
                run.statement(s -> run.say(s.executeUpdate(INSERT)));
                Savepoint left = run.connection.setSavepoint("left");
                run.statement(s -> run.say(s.executeUpdate(DELETE)));
                run.connection.rollback(left);
                run.attempt(() -> run.connection.releaseSavepoint(kept));
                run.connection.commit();
                run.connection.setAutoCommit(true);
                run.statement(s -> run.say(s.executeQuery(SELECT)));
              },
              counted("insert items", 1),
              counted("delete items", 1),
              counted("select items", 1),
              counted("transaction _none_", 2)),
          way(
              "a commit by setAutoCommit",
              run -> {
                run.connection.setAutoCommit(false);
                run.statement(s -> run.say(s.executeUpdate(INSERT)));
                run.connection.setAutoCommit(true);
                run.statement(s -> run.say(s.executeQuery(SELECT)));
              },
              counted("insert items", 1),
              counted("select items", 1)),
          // errors
          way(
              "a duplicate key",
              run -> {
                run.statement(s -> run.attempt(() -> run.say(s.executeUpdate(DUPLICATE))));
                run.prepared(DUPLICATE, s -> run.attempt(() -> run.say(s.execute())));
              },
              failed("insert items", "integrity", 2)),
          way(
                  "a text that is too long",
                  run ->
                      run.prepared(
                          INSERT_BOUND,
                          s -> {
                            bind(s, 2, "a name that is longer than twenty characters");
                            run.attempt(() -> run.say(s.executeUpdate()));
                          }),
                  failed("insert items", "data", 1))
              .needs(Feature.LENGTH_LIMITS),
          way(
              "a column that is not there",
              run ->
                  run.statement(
                      s -> run.attempt(() -> run.say(s.executeQuery("select age from items")))),
              failed("select items", "syntax", 1)),
          way(
              "a statement refused while being prepared is none",
              run ->
                  run.attempt(
                      () -> run.prepared("select age from items", s -> run.say(s.executeQuery())))),
          // not the application's
          way(
              "what connections are asked and told",
              run -> {
                Connection c = run.connection;
                run.say(c.isValid(1));
                run.attempt(() -> c.setSchema(c.getSchema()));
                run.attempt(() -> c.setCatalog(c.getCatalog()));
                run.attempt(() -> c.setTransactionIsolation(c.getTransactionIsolation()));
                run.attempt(() -> c.setReadOnly(c.isReadOnly()));
                run.attempt(() -> c.setHoldability(c.getHoldability()));
                run.attempt(() -> c.setClientInfo(c.getClientInfo()));
                run.attempt(() -> run.say(c.getNetworkTimeout()));
                run.attempt(() -> run.say(c.getWarnings()));
                run.attempt(() -> run.say(c.getTypeMap()));
                run.attempt(() -> run.say(c.nativeSQL("{fn abs(1)}")));
              }),
          way("metadata", run -> Metadata.ofDatabase(run)),
          way(
              "metadata of results",
              run -> run.prepared(SELECT, s -> Metadata.ofResults(s.executeQuery(), run)),
              counted("select items", 1)),
          way(
                  "rows changed through a result set",
                  run -> {
                    run.connection.setAutoCommit(false); // Derby's results end with a commit
                    try (Statement s =
                            run.connection.createStatement(
                                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                        ResultSet rows = s.executeQuery("select id, name from items")) {
                      run.say(rows.next());
                      rows.updateString(2, "uno");
                      rows.updateRow();
                      if (!run.database.system.equals("derby")) { // cannot
                        rows.refreshRow();
                      }
                      rows.moveToInsertRow();
                      rows.updateInt(1, 2);
                      rows.updateString(2, "due");
                      rows.insertRow();
                      rows.moveToCurrentRow();
                      rows.deleteRow();
                    }
                    run.connection.commit();
                    run.connection.setAutoCommit(true);
                    run.statement(s -> run.say(s.executeQuery(SELECT)));
                  },
                  counted("select items", 2),
                  counted("transaction _none_", 1))
              .needs(Feature.UPDATABLE_RESULTS));

  private static ExecuteWay way(String name, Action action, List<?>... counts) {
    return new ExecuteWay(name, action, lines(counts));
  }

  private static List<String> lines(List<?>... counts) {
    List<String> lines = new ArrayList<>();
    for (List<?> count : counts) {
      count.forEach(line -> lines.add((String) line));
    }
    lines.sort(null);
    return lines;
  }

  private static List<String> counted(String operationAndCollection, int times) {
    return List.of(operationAndCollection + " success " + times);
  }

  private static List<String> failed(String operationAndCollection, String error, int times) {
    return List.of(
        operationAndCollection + " error " + times,
        operationAndCollection + " error=" + error + " " + times);
  }

  private static void bind(PreparedStatement statement, int id, String name) throws SQLException {
    statement.setInt(1, id);
    statement.setString(2, name);
  }

  /** One way on one connection. */
  static final class Run {
    final Connection connection;
    final TestDatabase database;
    private final StringBuilder transcript = new StringBuilder();

    Run(Connection connection, TestDatabase database) {
      this.connection = connection;
      this.database = database;
    }

    interface Step {
      void take() throws SQLException;
    }

    void statement(Use<Statement> use) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        use.of(statement);
      }
    }

    void prepared(String sql, Use<PreparedStatement> use) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        use.of(statement);
      }
    }

    void call(Use<CallableStatement> use) throws SQLException {
      try (CallableStatement statement = connection.prepareCall(database.call())) {
        use.of(statement);
      }
    }

    void say(Object what) {
      transcript.append(what).append('\n');
    }

    void say(int[] counts) {
      say(Arrays.toString(counts));
    }

    void say(long[] counts) {
      say(Arrays.toString(counts));
    }

    void say(ResultSet rows) throws SQLException {
      try (rows) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            transcript.append(rows.getString(i)).append(' ');
          }
          say("row");
        }
      }
    }

    /** What is there after an execute that answered {@code isResultSet}. */
    void results(Statement statement, boolean isResultSet) throws SQLException {
      say(isResultSet);
      if (isResultSet) {
        say(statement.getResultSet());
      } else {
        say(statement.getUpdateCount());
      }
      say(statement.getMoreResults());
    }

    /** Takes a step that may fail, and says how. */
    void attempt(Step step) {
      try {
        step.take();
      } catch (SQLException thrown) {
        say(thrown);
        say(thrown.getSQLState() + " " + thrown.getErrorCode());
        say(thrown.getNextException());
        say(thrown.getCause());
        say(Arrays.toString(thrown.getSuppressed()));
        if (thrown instanceof BatchUpdateException batch) {
          say(batch.getUpdateCounts());
        }
      } catch (UnsupportedOperationException | AbstractMethodError notThere) {
        say(notThere);
      }
    }
  }
}

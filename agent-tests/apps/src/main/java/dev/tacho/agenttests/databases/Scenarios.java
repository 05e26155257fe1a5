package dev.tacho.agenttests.databases;

import static dev.tacho.agenttests.databases.Dialect.MARIADB;
import static dev.tacho.agenttests.databases.Dialect.MYSQL;
import static dev.tacho.agenttests.databases.Dialect.POSTGRESQL;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * Everything that an application can do by JDBC, and what it counts as: one table for all drivers,
 * pools and databases. Run in this order, because some leave rows that others look at.
 */
public final class Scenarios {
  private static final String TRANSACTION = "transaction _none_";
  private static final String INSERT = "insert into items (name, price) values (?, 10)";
  private static final String[] KEY_NAMES = {"id"};
  private static final int[] KEY_COLUMNS = {1};

  /** In the order in which they are to be run. */
  public static final List<Scenario> ALL = Collections.unmodifiableList(table());

  private Scenarios() {}

  static Scenario named(String name) {
    for (Scenario scenario : ALL) {
      if (scenario.name.equals(name)) {
        return scenario;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static List<Scenario> table() {
    List<Scenario> all = new ArrayList<>();
    all.add(
        scenario("tables and procedures", Scenarios::createTables)
            .counts(3, "ddl items")
            .counts(2, "ddl _none_"));
    all.addAll(statements());
    all.addAll(preparedStatements());
    all.addAll(batches());
    all.addAll(transactions());
    all.addAll(silence());
    all.addAll(reading());
    all.addAll(errors());
    return all;
  }

  private static Scenario scenario(String name, Scenario.Work work) {
    return new Scenario(name, work);
  }

  private static List<Scenario> listOf(Scenario... some) {
    return Arrays.asList(some);
  }

  private static void createTables(Session session) throws SQLException {
    try (Statement statement = session.statement()) {
      statement.execute("drop table if exists items");
      statement.execute(
          "create table items ("
              + session.dialect.keyColumn
              + ", name varchar(20) not null unique, price int not null)");
      statement.execute("create index by_price on items (price)");
      statement.execute(session.dialect.createFunction("plus_one", "n + 1"));
      statement.execute(
          session.dialect.createProcedure(
              "add_item", "insert into items (name, price) values (item, 10)"));
    }
  }

  private static List<Scenario> statements() {
    return listOf(
        scenario(
                "Statement.execute",
                s -> {
                  try (Statement statement = s.statement()) {
                    s.saw.results(statement.execute(insert("e1")), statement);
                    s.saw.results(
                        statement.execute(insert("e2"), Statement.RETURN_GENERATED_KEYS),
                        statement);
                    s.saw.results(statement.execute(insert("e3"), KEY_NAMES), statement);
                    s.saw.results(statement.execute("select name from items"), statement);
                  }
                })
            .counts(3, "insert items")
            .counts(1, "select items"),
        scenario(
                "Statement.executeQuery",
                s -> {
                  s.query("select name, price from items order by id");
                  s.query("select count(*) from items");
                  s.query("select 1");
                })
            .counts(2, "select items")
            .counts(1, "select _none_"),
        scenario(
                "Statement.executeUpdate",
                s -> {
                  try (Statement statement = s.statement()) {
                    s.saw.line("count", statement.executeUpdate(insert("u1")));
                    statement.executeUpdate(insert("u2"), Statement.RETURN_GENERATED_KEYS);
                    s.saw.keys(statement);
                    statement.executeUpdate(insert("u3"), KEY_NAMES);
                    s.saw.keys(statement);
                    s.saw.line(
                        "count", statement.executeUpdate("update items set price = price + 1"));
                    s.saw.line(
                        "count", statement.executeUpdate("delete from items where name = 'u2'"));
                  }
                })
            .counts(3, "insert items")
            .counts(1, "update items")
            .counts(1, "delete items"),
        scenario(
                "keys by column index",
                s -> {
                  try (Statement statement = s.statement()) {
                    statement.executeUpdate(insert("i1"), KEY_COLUMNS);
                    s.saw.keys(statement);
                    s.saw.results(statement.execute(insert("i2"), KEY_COLUMNS), statement);
                  }
                })
            .only(MARIADB, MYSQL) // pgjdbc knows keys by name only
            .counts(2, "insert items"),
        scenario(
                "Statement.executeLargeUpdate",
                s -> {
                  try (Statement statement = s.statement()) {
                    s.saw.line("count", statement.executeLargeUpdate(insert("l1")));
                    statement.executeLargeUpdate(insert("l2"), Statement.RETURN_GENERATED_KEYS);
                    s.saw.keys(statement);
                    statement.executeLargeUpdate(insert("l3"), KEY_NAMES);
                    s.saw.keys(statement);
                  }
                })
            .callsLargeMethods()
            .counts(3, "insert items"),
        scenario(
                "two statements in one text",
                s -> {
                  try (Statement statement = s.statement()) {
                    s.saw.results(
                        statement.execute(insert("m1") + "; select count(*) from items"),
                        statement);
                  }
                })
            .counts(1, "insert items"));
  }

  private static List<Scenario> preparedStatements() {
    return listOf(
        scenario(
                "PreparedStatement.executeQuery",
                s -> {
                  // Often enough for pgjdbc to prepare it on the server.
                  for (int id = 1; id <= 7; id++) {
                    try (PreparedStatement statement =
                        s.prepare("select name from items where id = ?")) {
                      statement.setInt(1, id);
                      s.saw.rows(statement.executeQuery());
                    }
                  }
                })
            .counts(7, "select items"),
        scenario(
                "PreparedStatement.execute",
                s -> {
                  try (PreparedStatement statement =
                      s.prepare("select name from items where price > ?")) {
                    for (int price = 1; price <= 6; price++) {
                      statement.setInt(1, price);
                      s.saw.results(statement.execute(), statement);
                    }
                  }
                })
            .counts(6, "select items"),
        scenario(
                "PreparedStatement.executeUpdate",
                s -> {
                  try (PreparedStatement statement = s.prepare(INSERT)) {
                    s.saw.line("count", item(statement, "p1").executeUpdate());
                    s.saw.results(item(statement, "p2").execute(), statement);
                  }
                  try (PreparedStatement statement =
                      s.connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
                    s.saw.line("count", item(statement, "p3").executeUpdate());
                    s.saw.keys(statement);
                  }
                  try (PreparedStatement statement =
                      s.connection.prepareStatement(INSERT, KEY_NAMES)) {
                    s.saw.line("count", item(statement, "p4").executeUpdate());
                    s.saw.keys(statement);
                  }
                })
            .counts(4, "insert items"),
        scenario(
                "PreparedStatement.executeLargeUpdate",
                s -> {
                  try (PreparedStatement statement = s.prepare(INSERT)) {
                    s.saw.line("count", item(statement, "pl1").executeLargeUpdate());
                    s.saw.line("count", item(statement, "pl2").executeLargeUpdate());
                  }
                })
            .callsLargeMethods()
            .counts(2, "insert items"),
        scenario(
                "one statement after another",
                s -> {
                  try (PreparedStatement one = s.prepare("select name from items where id = ?");
                      PreparedStatement other = s.prepare("delete from items where name = ?")) {
                    for (int i = 1; i <= 3; i++) {
                      one.setInt(1, i);
                      s.saw.rows(one.executeQuery());
                      other.setString(1, "nobody");
                      s.saw.line("count", other.executeUpdate());
                    }
                  }
                })
            .counts(3, "select items")
            .counts(3, "delete items"),
        scenario(
                "CallableStatement",
                s -> {
                  try (CallableStatement call =
                      s.connection.prepareCall("{? = call plus_one(?)}")) {
                    call.registerOutParameter(1, Types.INTEGER);
                    for (int n = 1; n <= 3; n++) {
                      call.setInt(2, n);
                      call.execute();
                      s.saw.line("answer", call.getInt(1));
                    }
                  }
                  try (CallableStatement call = s.connection.prepareCall("call add_item(?)")) {
                    call.setString(1, "c1");
                    call.execute();
                    call.setString(1, "c2");
                    call.executeUpdate();
                  }
                })
            .counts(5, "call _none_"));
  }

  private static List<Scenario> batches() {
    return listOf(
        scenario(
                "batch of one kind",
                s -> {
                  try (Statement statement = s.statement()) {
                    statement.addBatch(insert("b1"));
                    statement.addBatch(insert("b2"));
                    s.saw.counts(statement.executeBatch());
                  }
                })
            .counts(1, "insert items"),
        scenario(
                "batch of several kinds",
                s -> {
                  try (Statement statement = s.statement()) {
                    statement.addBatch(insert("b3"));
                    statement.addBatch("delete from items where name = 'b3'");
                    s.saw.counts(statement.executeBatch());
                    statement.addBatch(insert("b4"));
                    s.saw.counts(statement.executeBatch());
                  }
                })
            .counts(1, "batch _none_")
            .counts(1, "insert items"),
        scenario(
                "batch that is cleared",
                s -> {
                  try (Statement statement = s.statement()) {
                    statement.addBatch("delete from items");
                    statement.clearBatch();
                    statement.addBatch(insert("b5"));
                    s.saw.counts(statement.executeBatch());
                  }
                })
            .counts(1, "insert items"),
        scenario(
                "prepared batch",
                s -> {
                  try (PreparedStatement statement = s.prepare(INSERT)) {
                    item(statement, "pb1").addBatch();
                    item(statement, "pb2").addBatch();
                    item(statement, "pb3").addBatch();
                    s.saw.counts(statement.executeBatch());
                    s.saw.counts(statement.executeBatch());
                    item(statement, "pb4").addBatch();
                    s.saw.counts(statement.executeBatch());
                  }
                })
            .counts(3, "insert items"),
        scenario(
                "large batch",
                s -> {
                  try (PreparedStatement statement = s.prepare(INSERT)) {
                    item(statement, "lb1").addBatch();
                    item(statement, "lb2").addBatch();
                    s.saw.counts(statement.executeLargeBatch());
                  }
                })
            .callsLargeMethods()
            .counts(1, "insert items"),
        scenario(
                "prepared batch for keys",
                s -> {
                  try (PreparedStatement statement =
                      s.connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
                    item(statement, "kb1").addBatch();
                    item(statement, "kb2").addBatch();
                    s.saw.counts(statement.executeBatch());
                    s.saw.keys(statement);
                  }
                })
            .counts(1, "insert items"),
        scenario(
                "batch that fails",
                s -> {
                  try (Statement statement = s.statement()) {
                    statement.addBatch(insert("fb1"));
                    statement.addBatch(insert("fb1"));
                    s.saw.fails(statement::executeBatch);
                  }
                  try (PreparedStatement statement = s.prepare(INSERT)) {
                    item(statement, "fb2").addBatch();
                    item(statement, "fb2").addBatch();
                    s.saw.fails(statement::executeBatch);
                  }
                })
            .fails(2, "insert items", "integrity"));
  }

  private static List<Scenario> transactions() {
    return listOf(
        scenario(
                "commit and rollback",
                s -> {
                  s.connection.setAutoCommit(false);
                  s.update(insert("t1"));
                  s.connection.commit();
                  s.update(insert("t2"));
                  s.connection.rollback();
                  s.connection.setAutoCommit(true);
                  s.query("select name from items where name like 't%'");
                })
            .counts(2, "insert items")
            .counts(2, TRANSACTION)
            .counts(1, "select items"),
        scenario(
                "savepoint",
                s -> {
                  s.connection.setAutoCommit(false);
                  s.update(insert("s1"));
                  Savepoint savepoint = s.connection.setSavepoint();
                  s.update(insert("s2"));
                  s.connection.rollback(savepoint);
                  s.connection.releaseSavepoint(s.connection.setSavepoint("named"));
                  s.connection.releaseSavepoint(s.connection.setSavepoint());
                  s.connection.commit();
                  s.connection.setAutoCommit(true);
                  s.query("select name from items where name in ('s1', 's2')");
                })
            .counts(2, "insert items")
            .counts(2, TRANSACTION)
            .counts(1, "select items"),
        scenario(
                "transaction in SQL",
                s -> {
                  s.update("begin");
                  s.update(insert("q1"));
                  s.update("rollback");
                })
            .counts(2, TRANSACTION)
            .counts(1, "insert items"),
        scenario(
                "transaction that is left to the pool",
                s -> {
                  s.connection.setAutoCommit(false);
                  s.update(insert("o1"));
                })
            .counts(1, "insert items"));
  }

  /** What runs statements of the driver's own and none of the application's. */
  private static List<Scenario> silence() {
    return listOf(
        scenario("borrowing and giving back", s -> s.saw.line("closed", s.connection.isClosed())),
        scenario(
            "state of a connection",
            s -> {
              Connection connection = s.connection;
              s.saw.line("valid", connection.isValid(5));
              connection.setReadOnly(true);
              s.saw.line("read only", connection.isReadOnly());
              connection.setReadOnly(false);
              int isolation = connection.getTransactionIsolation();
              s.saw.line("isolation", isolation);
              connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
              s.saw.line("isolation", connection.getTransactionIsolation());
              connection.setTransactionIsolation(isolation);
              connection.setAutoCommit(false);
              connection.setAutoCommit(true);
              connection.setCatalog(connection.getCatalog());
              s.saw.line("schema", connection.getSchema());
              connection.setClientInfo("ApplicationName", "scenarios");
              s.saw.line("client", connection.getClientInfo("ApplicationName"));
              s.saw.line("warnings", connection.getWarnings());
              connection.clearWarnings();
              s.saw.line("native", connection.nativeSQL("select {fn now()}"));
            }),
        scenario(
            "metadata of the database",
            s -> {
              DatabaseMetaData database = s.connection.getMetaData();
              String catalog = s.connection.getCatalog();
              s.saw.line("product", database.getDatabaseProductVersion());
              s.saw.line("name length", database.getMaxTableNameLength());
              s.saw.fails(database::getSQLKeywords); // of MySQL, which MariaDB does not understand
              s.saw.hasRows("catalogs", database.getCatalogs());
              s.saw.hasRows("schemas", database.getSchemas());
              s.saw.hasRows("types", database.getTypeInfo());
              s.saw.hasRows("table types", database.getTableTypes());
              s.saw.hasRows("tables", database.getTables(catalog, null, "items", null));
              s.saw.hasRows("columns", database.getColumns(catalog, null, "items", "%"));
              s.saw.hasRows("primary keys", database.getPrimaryKeys(catalog, null, "items"));
              s.saw.hasRows("imported keys", database.getImportedKeys(catalog, null, "items"));
              s.saw.hasRows("exported keys", database.getExportedKeys(catalog, null, "items"));
              s.saw.hasRows("indexes", database.getIndexInfo(catalog, null, "items", false, false));
              s.saw.hasRows("functions", database.getFunctions(catalog, null, "plus%"));
              s.saw.hasRows("procedures", database.getProcedures(catalog, null, "add%"));
              s.saw.hasRows(
                  "parameters", database.getProcedureColumns(catalog, null, "add_item", "%"));
              s.saw.hasRows(
                  "row identifiers",
                  database.getBestRowIdentifier(
                      catalog, null, "items", DatabaseMetaData.bestRowSession, true));
              s.saw.hasRows("privileges", database.getTablePrivileges(catalog, null, "items"));
            }),
        scenario(
            "metadata of a statement",
            s -> {
              try (PreparedStatement statement =
                  s.prepare("select id, name from items where price > ?")) {
                ResultSetMetaData columns = statement.getMetaData();
                s.saw.line("columns", columns == null ? 0 : columns.getColumnCount());
                s.saw.line("parameters", statement.getParameterMetaData().getParameterCount());
              }
            }),
        scenario(
                "metadata of a result set",
                s -> {
                  try (Statement statement = s.statement();
                      ResultSet rows = statement.executeQuery("select * from items")) {
                    ResultSetMetaData columns = rows.getMetaData();
                    s.saw.line("table", columns.getTableName(1));
                    s.saw.line("counts", columns.isAutoIncrement(1));
                    s.saw.line("null", columns.isNullable(2));
                    s.saw.line("type", columns.getColumnTypeName(2));
                  }
                })
            .counts(1, "select items"),
        scenario(
                "metadata of a procedure",
                s -> {
                  try (CallableStatement call = s.connection.prepareCall("{call add_item(?)}")) {
                    s.saw.line("parameters", call.getParameterMetaData().getParameterCount());
                  }
                })
            .only(MARIADB, MYSQL), // pgjdbc prepares it as a function, of which there is none
        scenario(
                "arrays and large objects",
                s -> {
                  Object[] numbers = {1, 2, 3};
                  s.saw.line("array", s.connection.createArrayOf("int", numbers));
                  PostgreSqlOnly.largeObject(s);
                })
            .only(POSTGRESQL),
        scenario("COPY", PostgreSqlOnly::copy).only(POSTGRESQL)); // it is no execute call
  }

  private static List<Scenario> reading() {
    return listOf(
        scenario(
                "rows changed through a result set",
                s -> {
                  try (Statement statement =
                          s.connection.createStatement(
                              ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                      ResultSet rows =
                          statement.executeQuery("select id, name, price from items order by id")) {
                    rows.next();
                    rows.updateInt("price", 1000);
                    rows.updateRow();
                    rows.refreshRow();
                    s.saw.line("price", rows.getInt("price"));
                    rows.moveToInsertRow();
                    rows.updateInt("id", 100_000);
                    rows.updateString("name", "r1");
                    rows.updateInt("price", 5);
                    rows.insertRow();
                    rows.last();
                    rows.deleteRow();
                  }
                  s.query("select name, price from items where price > 900");
                })
            .counts(2, "select items"),
        scenario(
                "cursor",
                s -> {
                  s.connection.setAutoCommit(false);
                  try (Statement statement = s.statement()) {
                    statement.setFetchSize(2);
                    s.saw.rows(statement.executeQuery("select name from items order by id"));
                  }
                  s.connection.commit();
                  s.connection.setAutoCommit(true);
                })
            .counts(1, "select items")
            .counts(1, TRANSACTION),
        scenario(
                "rows as they come",
                s -> {
                  try (Statement statement = s.statement()) {
                    statement.setFetchSize(Integer.MIN_VALUE);
                    s.saw.rows(statement.executeQuery("select name from items order by id"));
                  }
                })
            .only(MYSQL)
            .counts(1, "select items"));
  }

  private static List<Scenario> errors() {
    return listOf(
        scenario(
                "key that is there",
                s -> {
                  try (Statement statement = s.statement();
                      PreparedStatement prepared = s.prepare(INSERT)) {
                    s.saw.fails(() -> statement.executeUpdate(insert("e1")));
                    item(prepared, "e1");
                    s.saw.fails(prepared::executeUpdate);
                  }
                })
            .fails(2, "insert items", "integrity"),
        scenario(
                "text that is no SQL",
                s -> {
                  try (Statement statement = s.statement()) {
                    s.saw.fails(() -> statement.execute("sleect * from items"));
                    s.saw.fails(() -> statement.executeQuery("select * from nothing"));
                    s.saw.fails(() -> statement.executeQuery("select nothing from items"));
                  }
                })
            .fails(1, "other _none_", "syntax")
            .fails(1, "select nothing", "syntax")
            .fails(1, "select items", "syntax"),
        scenario(
                "value that does not fit",
                s -> {
                  try (PreparedStatement statement = s.prepare(INSERT)) {
                    item(statement, "more than twenty characters");
                    s.saw.fails(statement::executeUpdate);
                  }
                })
            .fails(1, "insert items", "data"),
        scenario("serialization failure", Scenarios::serializationFailure)
            .only(POSTGRESQL)
            .counts(1, "select items")
            .counts(1, "update items")
            .fails(1, "update items", "rollback")
            .counts(1, TRANSACTION),
        scenario("deadlock", Scenarios::deadlock)
            .only(MARIADB, MYSQL)
            .counts(4, "update items")
            .fails(1, "update items", "rollback")
            .counts(2, TRANSACTION),
        scenario("query timeout", Scenarios::timeOut).fails(2, "select _none_", "timeout"),
        scenario("connection that is lost", Scenarios::loseConnection)
            .only(POSTGRESQL)
            .fails(1, "select _none_", "connection"),
        scenario("connection that is killed", Scenarios::loseConnection)
            .only(MARIADB, MYSQL)
            .fails(1, "other _none_", "connection"));
  }

  private static String insert(String name) {
    return "insert into items (name, price) values ('" + name + "', 5)";
  }

  private static PreparedStatement item(PreparedStatement statement, String name)
      throws SQLException {
    statement.setString(1, name);
    return statement;
  }

  /** A statement and a prepared one, at the same time. */
  private static void timeOut(Session session) throws Exception {
    try (Connection other = session.pool.getConnection();
        Statement statement = session.statement();
        PreparedStatement prepared = other.prepareStatement(session.dialect.wait)) {
      statement.setQueryTimeout(1);
      prepared.setQueryTimeout(1);
      FutureTask<SQLException> waits =
          new FutureTask<>(() -> Transcript.failureOf(prepared::executeQuery));
      new Thread(waits).start();
      session.saw.fails(() -> statement.executeQuery(session.dialect.wait));
      session.saw.failure(waits.get());
    }
  }

  private static void loseConnection(Session session) throws SQLException {
    try (Statement statement = session.statement()) {
      session.saw.fails(() -> statement.execute(session.dialect.endConnection));
    }
  }

  /** Somebody else changes what this transaction has seen. */
  private static void serializationFailure(Session session) throws SQLException {
    session.connection.setAutoCommit(false);
    session.connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    session.query("select price from items where id = 1");
    try (Connection other = session.pool.getConnection();
        Statement statement = other.createStatement()) {
      statement.executeUpdate("update items set price = 7 where id = 1");
    }
    try (Statement statement = session.statement()) {
      session.saw.fails(() -> statement.executeUpdate("update items set price = 8 where id = 1"));
    }
    session.connection.rollback();
    session.connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    session.connection.setAutoCommit(true);
  }

  /** The one that has changed less is the victim: ours. */
  private static void deadlock(Session session) throws Exception {
    session.connection.setAutoCommit(false);
    session.update("update items set price = 7 where id = 2");
    try (Connection other = session.pool.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeUpdate("update items set price = 8 where id = 1");
      statement.executeUpdate("update items set price = 9 where id > 3");
      Thread waits =
          new Thread(
              () -> {
                try {
                  statement.executeUpdate("update items set price = 8 where id = 2");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      waits.start();
      try (Statement ours = session.statement()) {
        session.saw.fails(() -> ours.executeUpdate("update items set price = 7 where id = 1"));
      }
      session.connection.rollback();
      waits.join();
      other.commit();
      other.setAutoCommit(true);
    }
    session.connection.setAutoCommit(true);
  }
}

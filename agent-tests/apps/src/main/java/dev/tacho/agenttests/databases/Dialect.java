package dev.tacho.agenttests.databases;

/** A database as one of its drivers shows it: all that the scenarios have to say differently. */
public enum Dialect {
  POSTGRESQL(
      "postgresql",
      "org.postgresql.ds.PGSimpleDataSource",
      "id serial primary key",
      "select pg_sleep(10)",
      "select pg_terminate_backend(pg_backend_pid())"),
  MARIADB(
      "mariadb",
      "org.mariadb.jdbc.MariaDbDataSource",
      "id int auto_increment primary key",
      MariaDb.SLEEP,
      "kill connection_id()"),
  /** Connector/J, which talks to a MariaDB here. */
  MYSQL(
      "mysql",
      "com.mysql.cj.jdbc.MysqlDataSource",
      "id int auto_increment primary key",
      MariaDb.SLEEP,
      "kill connection_id()");

  private static final class MariaDb {
    /**
     * Two rows, because a sleep that a time limit ends answers 1, and where it is the last thing
     * its statement does, MariaDB 11.4 was seen to send that now and then in the place of an error.
     */
    static final String SLEEP = "select sleep(30) from (select 1 union all select 2) as two_rows";
  }

  /** The value of the label. */
  public final String system;

  final String dataSource;
  final String keyColumn;

  /** Takes ten seconds or more. */
  final String wait;

  /** Ends the connection that it comes in by. */
  final String endConnection;

  Dialect(String system, String dataSource, String keyColumn, String wait, String endConnection) {
    this.system = system;
    this.dataSource = dataSource;
    this.keyColumn = keyColumn;
    this.wait = wait;
    this.endConnection = endConnection;
  }

  /** A function of one number. */
  String createFunction(String name, String body) {
    String head = "create or replace function " + name + "(n int) returns int ";
    return this == POSTGRESQL
        ? head + "language sql as 'select " + body + "'"
        : head + "deterministic return (" + body + ")";
  }

  /** A procedure of one name. */
  String createProcedure(String name, String statement) {
    String head = "create or replace procedure " + name + "(item varchar(20)) ";
    return this == POSTGRESQL ? head + "language sql as '" + statement + "'" : head + statement;
  }

  static Dialect of(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    return url.startsWith("jdbc:mariadb:") ? MARIADB : MYSQL;
  }
}

package dev.tacho.agenttests.apps;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;

/**
 * An application that opens a pool, uses its database in most ways that JDBC has, and closes the
 * pool and the driver: 1 ddl, 3 inserts, one of which fails and one of which is a batch, 2 selects,
 * one of them slow, and a call. Given {@code left-open} it closes neither statements nor
 * connections itself.
 */
public final class DatabaseWork implements Callable<Object> {
  private final boolean closesAll;

  /**
   * @param argument {@code closed} or {@code left-open}
   */
  public DatabaseWork(String argument) {
    this.closesAll = argument.equals("closed");
  }

  @Override
  public Object call() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:");
    config.setDriverClassName("org.h2.Driver");
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      work(pool.getConnection());
    } finally {
      org.h2.Driver.unload();
    }
    return null;
  }

  private void work(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.execute("create table items (id int primary key)");
    PreparedStatement insert = connection.prepareStatement("insert into items values (?)");
    insert.setInt(1, 1);
    insert.executeUpdate();
    try {
      insert.executeUpdate();
      throw new AssertionError("the key is there already");
    } catch (SQLException expected) {
      // counts as an error
    }
    PreparedStatement batch = connection.prepareStatement("insert into items values (?)");
    for (int id = 2; id <= 4; id++) {
      batch.setInt(1, id);
      batch.addBatch();
    }
    batch.executeBatch();
    statement.addBatch("delete from items"); // left to the garbage collector
    PreparedStatement select = connection.prepareStatement("select * from items where id = ?");
    select.setInt(1, 1);
    select.executeQuery();
    PreparedStatement slow =
        connection.prepareStatement("select count(*) from items, system_range(1, 1000)");
    slow.executeQuery();
    CallableStatement call = connection.prepareCall("{call abs(1)}");
    call.execute();
    if (closesAll) {
      close(call, slow, select, batch, insert, statement, connection);
    }
  }

  private static void close(AutoCloseable... all) throws SQLException {
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (SQLException failure) {
        throw failure;
      } catch (Exception impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}

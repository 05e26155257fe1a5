package dev.tacho.agenttests.databases;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.logging.LogManager;
import javax.sql.DataSource;

/**
 * Runs scenarios against the database of a URL, one after the other, as its input says: a line
 * {@code POOL scenario} each. Says on its output what it saw and, after each scenario, that it is
 * through with it. A pool stays open until another is asked for.
 */
public final class DatabaseApp {
  private DatabaseApp() {}

  public static void main(String[] arguments) throws Exception {
    String url = arguments[0];
    LogManager.getLogManager().reset(); // of the pools, on stderr
    System.setProperty("com.mchange.v2.log.MLog", "com.mchange.v2.log.jdk14logging.Jdk14MLog");
    // Else HikariCP takes it that a connection is alive which was so half a second ago.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory");
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Pool pool = null;
    DataSource dataSource = null;
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ", 2);
      Pool wanted = Pool.valueOf(words[0]);
      if (wanted != pool) {
        Pools.close(dataSource);
        dataSource = Pools.open(wanted, url);
        pool = wanted;
      }
      run(Scenarios.named(words[1]), dataSource, Dialect.of(url));
      System.out.println(through(pool, words[1]));
    }
    Pools.close(dataSource);
  }

  /** What it says after a scenario. */
  public static String through(Pool pool, String scenario) {
    return "through with " + pool + ' ' + scenario;
  }

  private static void run(Scenario scenario, DataSource dataSource, Dialect dialect)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      scenario.work.run(new Session(dataSource, connection, dialect, new Transcript()));
    }
  }
}

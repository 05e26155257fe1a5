package dev.tacho.agenttests;

import dev.tacho.agenttests.apps.PooledApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connection pools of versions that run on all JDKs, in JVMs with the agent's jar. */
class ConnectionPoolsTest {
  private enum Pool {
    HIKARI("hikaricp-4", "HikariPool-1", "com.zaxxer.hikari.HikariDataSource") {
      @Override
      List<String> properties() {
        return List.of("jdbcUrl=" + URL, "maximumPoolSize=1", "connectionTimeout=250");
      }
    },
    TOMCAT_JDBC("tomcat-jdbc-9", "tomcat-jdbc-1", "org.apache.tomcat.jdbc.pool.DataSource") {
      @Override
      List<String> properties() {
        return List.of(
            "driverClassName=org.h2.Driver",
            "url=" + URL,
            "initialSize=1",
            "minIdle=1",
            "maxIdle=1",
            "maxActive=1",
            "maxWait=100");
      }
    },
    DBCP("dbcp-2.1", "dbcp-1", "org.apache.commons.dbcp2.BasicDataSource") {
      @Override
      List<String> properties() {
        return List.of("url=" + URL, "maxTotal=1", "maxWaitMillis=100");
      }
    },
    /** Opens its first connection on a thread of its own, while the application waits. */
    C3P0("c3p0-0.9", "c3p0-1", "com.mchange.v2.c3p0.ComboPooledDataSource") {
      @Override
      List<String> properties() {
        return List.of(
            "jdbcUrl=" + URL,
            "initialPoolSize=1",
            "minPoolSize=1",
            "maxPoolSize=1",
            "checkoutTimeout=5000",
            "forceSynchronousCheckins=true");
      }
    };

    private static final String URL = "jdbc:h2:mem:pooled";

    private final String set;
    private final String label;
    private final String dataSource;

    Pool(String set, String label, String dataSource) {
      this.set = set;
      this.label = label;
      this.dataSource = dataSource;
    }

    abstract List<String> properties();

    String[] arguments() {
      List<String> arguments = new ArrayList<>(List.of(dataSource));
      arguments.addAll(properties());
      return arguments.toArray(new String[0]);
    }
  }

  private record Case(Pool pool, Jdk jdk, boolean late) {
    RunningApp start() {
      ChildJvm jvm = ChildJvm.of(PooledApp.class, pool.arguments()).with(pool.set).on(jdk).agent();
      return late ? jvm.attachedAfter(List.of("work"), PooledApp.WORKED) : jvm.start();
    }
  }

  /**
   * Each pool on the oldest and the newest JDK at hand, and with an agent that is attached when the
   * pool has been in use.
   */
  static Stream<Case> cases() {
    List<Jdk> jdks = Jdk.from(8);
    List<Case> cases = new ArrayList<>();
    for (Pool pool : Pool.values()) {
      cases.add(new Case(pool, jdks.get(0), false));
      cases.add(new Case(pool, jdks.get(jdks.size() - 1), false));
      if (Jdk.isMatrix() || pool != Pool.C3P0) { // it waits for long
        cases.add(new Case(pool, Jdk.current(), true));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void connectionsAreCounted(Case each) {
    Pool pool = each.pool;
    try (RunningApp app = each.start()) {
      app.endInput();
      app.await("the work", () -> app.stdout().contains(PooledApp.KEPT));

      Scrape scrape = app.scrape();
      of(pool, scrape, "db_connections").with("state", "active").is(1);
      of(pool, scrape, "db_connections").with("state", "idle").exists();
      of(pool, scrape, "db_connections").with("state", "idle").is(0);
      of(pool, scrape, "db_connections_max").is(1);
      of(pool, scrape, "db_connection_requests_pending").exists();
      of(pool, scrape, "db_connection_requests_pending").is(0);
      of(pool, scrape, "db_connection_wait_seconds_count").is(5);
      of(pool, scrape, "db_connection_use_seconds_count").is(4);
      of(pool, scrape, "db_connection_timeouts_total").is(1);
    }
  }

  private static Scrape.Selection of(Pool pool, Scrape scrape, String metric) {
    return scrape.metric(metric).with("pool", pool.label);
  }
}

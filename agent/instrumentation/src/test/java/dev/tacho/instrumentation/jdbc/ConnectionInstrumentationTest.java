package dev.tacho.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacho.instrumentation.WovenLibrary;
import dev.tacho.record.CurrentThread;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools and drivers themselves, woven, with an H2 database in memory behind them. */
final class ConnectionInstrumentationTest {
  private static final int POOL_SIZE = 2;

  private static final ClassLoader loader = WovenLibrary.loaderOfAllJars();

  /** The ways to get connections, those with a bound made to have it at {@link #POOL_SIZE}. */
  private enum Pool {
    H2 {
      @Override
      Object create(String url) throws Exception {
        Class<?> type = loader.loadClass("org.h2.jdbcx.JdbcConnectionPool");
        Object pool =
            type.getMethod("create", String.class, String.class, String.class)
                .invoke(null, url, "sa", "");
        set(pool, "maxConnections", POOL_SIZE);
        set(pool, "loginTimeout", 1);
        return pool;
      }
    },
    HIKARI {
      @Override
      Object create(String url) throws Exception {
        Object pool = instance("com.zaxxer.hikari.HikariDataSource");
        set(pool, "jdbcUrl", url);
        set(pool, "username", "sa");
        set(pool, "maximumPoolSize", POOL_SIZE);
        set(pool, "connectionTimeout", 250L);
        return pool;
      }
    },
    DBCP2 {
      @Override
      Object create(String url) throws Exception {
        Object pool = instance("org.apache.commons.dbcp2.BasicDataSource");
        set(pool, "url", url);
        set(pool, "username", "sa");
        set(pool, "maxTotal", POOL_SIZE);
        set(pool, "maxWaitMillis", 100L);
        return pool;
      }
    },
    TOMCAT {
      @Override
      Object create(String url) throws Exception {
        Object pool = instance("org.apache.tomcat.jdbc.pool.DataSource");
        set(pool, "driverClassName", "org.h2.Driver");
        set(pool, "url", url);
        set(pool, "username", "sa");
        set(pool, "initialSize", 1);
        set(pool, "minIdle", 1);
        set(pool, "maxIdle", POOL_SIZE);
        set(pool, "maxActive", POOL_SIZE);
        set(pool, "maxWait", 100);
        return pool;
      }
    },
    C3P0 {
      @Override
      Object create(String url) throws Exception {
        Object pool = instance("com.mchange.v2.c3p0.ComboPooledDataSource");
        set(pool, "jdbcUrl", url);
        set(pool, "user", "sa");
        set(pool, "initialPoolSize", 1);
        set(pool, "minPoolSize", 1);
        set(pool, "maxPoolSize", POOL_SIZE);
        set(pool, "checkoutTimeout", 500);
        return pool;
      }
    };

    abstract Object create(String url) throws Exception;
  }

  private static final AtomicInteger databases = new AtomicInteger();

  /** Kept, because a logger that nobody refers to forgets its level. */
  private static final List<Logger> talkative =
      List.of(Logger.getLogger("com.mchange"), Logger.getLogger("org.apache.tomcat.jdbc"));

  private final String url = "jdbc:h2:mem:held" + databases.incrementAndGet();
  private final ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();
  private Object pool;

  @BeforeAll
  static void silenceThePools() {
    talkative.forEach(logger -> logger.setLevel(Level.OFF));
  }

  @BeforeEach
  void startARequest() {
    Thread.currentThread().setContextClassLoader(loader);
    CurrentThread.beginRequest();
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @AfterEach
  void nothingWentWrongInsideTheAgent() throws Exception {
    Thread.currentThread().setContextClassLoader(contextLoader);
    if (pool != null) {
      close(pool);
    }
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Pool.class)
  void aConnectionIsHeldFromGettingItUntilGivingItBack(Pool kind) throws Exception {
    DataSource dataSource = dataSource(kind);

    Connection first = dataSource.getConnection();
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    Connection second = dataSource.getConnection();
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(2);
    first.close();
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    first.close();
    assertThat(CurrentThread.connectionsHeld()).as("closed twice").isEqualTo(1);
    Connection third = dataSource.getConnection();
    assertThat(CurrentThread.connectionsHeld()).as("the first one again").isEqualTo(2);
    first.close();
    assertThat(CurrentThread.connectionsHeld()).as("closed once more").isEqualTo(2);
    second.close();
    third.close();
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Pool.class)
  void workingWithAConnectionChangesNothing(Pool kind) throws Exception {
    try (Connection connection = dataSource(kind).getConnection()) {
      connection.createStatement().execute("select 1");
      connection.prepareStatement("select 1").close();
      connection.setAutoCommit(false);
      connection.getMetaData().getConnection().isValid(1);
      connection.rollback();
      assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    }
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Pool.class)
  void anotherThreadMayGiveTheConnectionBack(Pool kind) throws Exception {
    Connection connection = dataSource(kind).getConnection();

    inAnotherThread(
        () -> {
          connection.close();
          assertThat(CurrentThread.connectionsHeld()).isZero();
        });

    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Pool.class)
  void aConnectionOfAnEarlierRequestIsNotHeldByTheNext(Pool kind) throws Exception {
    DataSource dataSource = dataSource(kind);
    Connection leaked = dataSource.getConnection();

    CurrentThread.beginRequest();
    assertThat(CurrentThread.connectionsHeld()).isZero();

    Connection own = dataSource.getConnection();
    leaked.close();
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    own.close();
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Pool.class)
  void aThreadThatGetsNoneHoldsNone(Pool kind) throws Exception {
    DataSource dataSource = dataSource(kind);
    try (Connection first = dataSource.getConnection();
        Connection second = dataSource.getConnection()) {
      assertThat(first).isNotSameAs(second);
      inAnotherThread(
          () -> {
            assertThatThrownBy(dataSource::getConnection).isInstanceOf(SQLException.class);
            assertThat(CurrentThread.connectionsHeld()).isZero();
          });
      assertThat(CurrentThread.connectionsHeld()).isEqualTo(2);
    }
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @Test
  void aConnectionThatIsAbortedIsGivenBack() throws Exception {
    DataSource dataSource = dataSource(Pool.DBCP2);
    Connection connection = dataSource.getConnection();

    connection.abort(Runnable::run);

    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @Test
  void aDriversOwnDataSourceHandsOutConnectionsToHold() throws Exception {
    Object dataSource = instance("org.h2.jdbcx.JdbcDataSource");
    set(dataSource, "url", url);

    assertThatConnectionsAreHeld((DataSource) dataSource);
    try (Connection connection = ((DataSource) dataSource).getConnection("sa", "")) {
      assertThat(connection).isNotNull();
      assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    }
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @Test
  void aConnectionOfTheDriverManagerIsHeld() throws Exception {
    instance("org.h2.Driver");
    // Calls DriverManager from a class whose loader has the driver, as a service would.
    Object caller =
        loader
            .loadClass("org.apache.commons.dbcp2.DriverManagerConnectionFactory")
            .getConstructor(String.class)
            .newInstance(url);

    Connection connection =
        (Connection) caller.getClass().getMethod("createConnection").invoke(caller);
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    connection.close();
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @Test
  void aConnectionOfADriverIsHeld() throws Exception {
    Driver driver = (Driver) instance("org.h2.Driver");

    assertThat(driver.connect("jdbc:other:", new Properties())).isNull();
    assertThat(CurrentThread.connectionsHeld()).isZero();
    assertThatThrownBy(() -> driver.connect(url + ";NO_SUCH_SETTING=1", new Properties()))
        .isInstanceOf(SQLException.class);
    assertThat(CurrentThread.connectionsHeld()).isZero();

    Connection connection = driver.connect(url, new Properties());
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    connection.close();
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  @Test
  void aDataSourceOverTheDriverManagerCountsOnce() throws Exception {
    Object dataSource = instance("org.springframework.jdbc.datasource.DriverManagerDataSource");
    set(dataSource, "driverClassName", "org.h2.Driver");
    set(dataSource, "url", url);

    assertThatConnectionsAreHeld((DataSource) dataSource);
  }

  @Test
  void aDataSourceThatPassesOnToAPoolCountsOnce() throws Exception {
    assertThatConnectionsAreHeld(
        over("org.springframework.jdbc.datasource.DelegatingDataSource", dataSource(Pool.HIKARI)));
  }

  @ParameterizedTest
  @EnumSource(Pool.class)
  void behindAProxyItIsThePoolsConnectionThatCounts(Pool kind) throws Exception {
    DataSource proxying = over("net.ttddyy.dsproxy.support.ProxyDataSource", dataSource(kind));

    try (Connection connection = proxying.getConnection()) {
      assertThat(connection).isInstanceOf(Proxy.class);
    }
    assertThatConnectionsAreHeld(proxying);
  }

  @ParameterizedTest
  @EnumSource(Pool.class)
  void aLazyProxyHoldsNothingBeforeItIsUsed(Pool kind) throws Exception {
    String spring = "org.springframework.jdbc.datasource.";
    DataSource pooled = dataSource(kind);
    assertThatConnectionsAreHeldOnceUsed(over(spring + "LazyConnectionDataSourceProxy", pooled));
    assertThatConnectionsAreHeldOnceUsed(over(spring + "TransactionAwareDataSourceProxy", pooled));
  }

  private static void assertThatConnectionsAreHeld(DataSource dataSource) throws SQLException {
    Connection first = dataSource.getConnection();
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    Connection second = dataSource.getConnection();
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(2);
    first.close();
    first.close();
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    second.close();
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  private static void assertThatConnectionsAreHeldOnceUsed(DataSource dataSource)
      throws SQLException {
    Connection connection = dataSource.getConnection();
    assertThat(CurrentThread.connectionsHeld()).isZero();
    connection.createStatement().execute("select 1");
    assertThat(CurrentThread.connectionsHeld()).isEqualTo(1);
    connection.close();
    assertThat(CurrentThread.connectionsHeld()).isZero();
    dataSource.getConnection().close();
    assertThat(CurrentThread.connectionsHeld()).isZero();
  }

  private DataSource dataSource(Pool kind) throws Exception {
    pool = kind.create(url);
    return (DataSource) pool;
  }

  private static DataSource over(String type, DataSource target) throws Exception {
    return (DataSource) loader.loadClass(type).getConstructor(DataSource.class).newInstance(target);
  }

  private static Object instance(String type) throws ReflectiveOperationException {
    return loader.loadClass(type).getConstructor().newInstance();
  }

  private static void set(Object bean, String property, Object value)
      throws ReflectiveOperationException {
    String setter = "set" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
    Method method =
        Arrays.stream(bean.getClass().getMethods())
            .filter(m -> m.getName().equals(setter) && m.getParameterCount() == 1)
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(setter));
    method.invoke(bean, value);
  }

  private static void close(Object pool) throws Exception {
    String name =
        pool.getClass().getSimpleName().equals("JdbcConnectionPool") ? "dispose" : "close";
    pool.getClass().getMethod(name).invoke(pool);
  }

  private interface Task {
    void run() throws Exception;
  }

  private static void inAnotherThread(Task task) throws Exception {
    FutureTask<Void> future =
        new FutureTask<>(
            () -> {
              task.run();
              return null;
            });
    Thread thread = new Thread(future, "another");
    thread.start();
    thread.join();
    future.get();
  }
}

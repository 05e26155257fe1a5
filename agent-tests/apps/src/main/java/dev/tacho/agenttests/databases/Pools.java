package dev.tacho.agenttests.databases;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.time.Duration;
import java.util.Collections;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Opens pools. They test a connection whenever they hand it out, by a query where they can, and run
 * a statement on each new one: nothing of that is the application's.
 */
final class Pools {
  private static final int SIZE = 3;
  private static final String TEST = "select 1";
  private static final String INIT = "select 2";

  private Pools() {}

  static DataSource open(Pool pool, String url) throws Exception {
    switch (pool) {
      case DRIVER_MANAGER:
        return new DriverManagerDataSource(url);
      case DRIVER_DATA_SOURCE:
        return driverDataSource(url);
      case HIKARI:
        return new HikariDataSource(hikari(url));
      case HIKARI_TEST_QUERY:
        return hikariTestQuery(url);
      case TOMCAT_JDBC:
        return tomcatJdbc(url);
      case DBCP2:
        return dbcp2(url);
      case DBCP2_TEST_QUERY:
        return dbcp2TestQuery(url);
      case C3P0:
        return c3p0(url);
      case C3P0_TEST_QUERY:
        return c3p0TestQuery(url);
      case AGROAL:
        return agroal(url);
      case P6SPY:
        return new HikariDataSource(hikari(url.replace("jdbc:", "jdbc:p6spy:")));
      case SPRING_TRANSACTION_AWARE:
        return new TransactionAwareDataSourceProxy(new HikariDataSource(hikari(url)));
      case SPRING_LAZY:
        return new LazyConnectionDataSourceProxy(new HikariDataSource(hikari(url)));
      default:
        throw new IllegalArgumentException(pool.toString());
    }
  }

  private static DataSource driverDataSource(String url) throws Exception {
    Class<?> type = Class.forName(Dialect.of(url).dataSource);
    DataSource dataSource = (DataSource) type.getConstructor().newInstance();
    type.getMethod("setUrl", String.class).invoke(dataSource, url);
    return dataSource;
  }

  private static DataSource hikariTestQuery(String url) throws Exception {
    HikariConfig config = hikari(url);
    config.setConnectionTestQuery(TEST);
    return new HikariDataSource(config);
  }

  private static DataSource tomcatJdbc(String url) throws Exception {
    PoolProperties properties = new PoolProperties();
    properties.setUrl(url);
    properties.setMaxActive(SIZE);
    properties.setMaxIdle(SIZE);
    properties.setMinIdle(1);
    properties.setInitialSize(1);
    properties.setInitSQL(INIT);
    properties.setValidationQuery(TEST);
    properties.setTestOnBorrow(true);
    properties.setTestOnReturn(true);
    properties.setTestOnConnect(true);
    properties.setValidationInterval(0);
    properties.setRollbackOnReturn(true);
    properties.setDefaultAutoCommit(true);
    properties.setJdbcInterceptors("ConnectionState;StatementFinalizer");
    return new org.apache.tomcat.jdbc.pool.DataSource(properties);
  }

  private static DataSource dbcp2TestQuery(String url) throws Exception {
    BasicDataSource dataSource = dbcp2(url);
    dataSource.setValidationQuery(TEST);
    dataSource.setPoolPreparedStatements(true);
    return dataSource;
  }

  private static DataSource c3p0TestQuery(String url) throws Exception {
    ComboPooledDataSource dataSource = c3p0(url);
    dataSource.setPreferredTestQuery(TEST);
    dataSource.setMaxStatements(20);
    return dataSource;
  }

  private static DataSource agroal(String url) throws Exception {
    AgroalDataSourceConfigurationSupplier configuration =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(SIZE)
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .idleValidationTimeout(Duration.ofMillis(1))
                        .connectionFactoryConfiguration(
                            factory -> factory.jdbcUrl(url).initialSql(INIT)));
    return AgroalDataSource.from(configuration);
  }

  static void close(DataSource dataSource) throws Exception {
    if (dataSource instanceof DelegatingDataSource) {
      close(((DelegatingDataSource) dataSource).getTargetDataSource());
    } else if (dataSource instanceof org.apache.tomcat.jdbc.pool.DataSource) {
      ((org.apache.tomcat.jdbc.pool.DataSource) dataSource).close();
    } else if (dataSource instanceof AutoCloseable) {
      ((AutoCloseable) dataSource).close();
    }
  }

  /** Tests connections by {@code isValid}. */
  private static HikariConfig hikari(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(SIZE);
    config.setMinimumIdle(1);
    config.setConnectionInitSql(INIT);
    return config;
  }

  /** Tests connections by {@code isValid}. */
  private static BasicDataSource dbcp2(String url) {
    BasicDataSource dataSource = new BasicDataSource();
    dataSource.setUrl(url);
    dataSource.setMaxTotal(SIZE);
    dataSource.setConnectionInitSqls(Collections.singletonList(INIT));
    dataSource.setTestOnBorrow(true);
    dataSource.setTestOnReturn(true);
    dataSource.setTestOnCreate(true);
    dataSource.setAccessToUnderlyingConnectionAllowed(true);
    return dataSource;
  }

  /** Tests connections by what its version thinks best. */
  private static ComboPooledDataSource c3p0(String url) {
    ComboPooledDataSource dataSource = new ComboPooledDataSource();
    dataSource.setJdbcUrl(url);
    dataSource.setMaxPoolSize(SIZE);
    dataSource.setInitialPoolSize(1);
    dataSource.setMinPoolSize(1);
    dataSource.setAcquireIncrement(1);
    dataSource.setTestConnectionOnCheckout(true);
    return dataSource;
  }
}

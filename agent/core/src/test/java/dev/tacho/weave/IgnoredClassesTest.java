package dev.tacho.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IgnoredClassesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // JDBC
        "com/mysql/cj/jdbc/ClientPreparedStatement",
        "com/mysql/jdbc/PreparedStatement",
        "org/postgresql/jdbc/PgPreparedStatement",
        "org/postgresql/Driver",
        "org/mariadb/jdbc/ClientPreparedStatement",
        "oracle/jdbc/driver/OraclePreparedStatement",
        "oracle/jdbc/driver/T4CConnection",
        "com/microsoft/sqlserver/jdbc/SQLServerPreparedStatement",
        "net/sourceforge/jtds/jdbc/JtdsPreparedStatement",
        "com/ibm/db2/jcc/am/PreparedStatement",
        "org/h2/jdbc/JdbcPreparedStatement",
        "org/h2/jdbc/JdbcConnection",
        "org/hsqldb/jdbc/JDBCPreparedStatement",
        "org/apache/derby/impl/jdbc/EmbedPreparedStatement",
        "org/sqlite/jdbc4/JDBC4PreparedStatement",
        // servlets
        "org/apache/catalina/core/ApplicationFilterChain",
        "org/apache/catalina/servlets/DefaultServlet",
        "org/eclipse/jetty/servlet/ServletHandler$Chain",
        "org/eclipse/jetty/ee10/servlet/ServletHandler$Chain",
        "io/undertow/servlet/handlers/FilterHandler$FilterChainImpl",
        "com/ibm/ws/webcontainer/filter/WebAppFilterChain",
        "weblogic/servlet/internal/FilterChainImpl",
        "org/springframework/web/servlet/FrameworkServlet",
        "org/springframework/web/servlet/DispatcherServlet",
        "org/glassfish/jersey/servlet/ServletContainer",
        "org/jboss/resteasy/plugins/server/servlet/HttpServletDispatcher",
        "org/apache/struts2/dispatcher/filter/StrutsPrepareAndExecuteFilter",
        // caches
        "redis/clients/jedis/Connection",
        "redis/clients/jedis/Protocol",
        "io/lettuce/core/protocol/CommandHandler",
        // outbound HTTP
        "org/apache/http/impl/client/InternalHttpClient",
        "org/apache/hc/client5/http/impl/classic/InternalHttpClient",
        "okhttp3/internal/connection/RealCall",
        // pools and jobs
        "com/zaxxer/hikari/pool/HikariPool",
        "org/apache/tomcat/jdbc/pool/ConnectionPool",
        "org/quartz/core/JobRunShell",
        // applications
        "club/MembersServlet",
        "com/acme/Orders",
        "Main",
      })
  void noClassThatARuleMayWantIsIgnored(String name) {
    assertThat(IgnoredClasses.contains(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/sql/Timestamp",
        "javax/servlet/GenericFilter",
        "jakarta/servlet/GenericFilter",
        "sun/net/www/protocol/http/HttpURLConnection",
        "dev/tacho/shaded/prometheus/Any",
        "net/bytebuddy/ByteBuddy",
        "ch/qos/logback/classic/Logger",
        "com/fasterxml/jackson/core/JsonParser",
        "org/springframework/beans/factory/BeanFactory",
        "kotlin/Unit",
        "io/netty/channel/Channel",
        "com/acme/Orders$$EnhancerBySpringCGLIB$$1",
        "com/acme/$Proxy42",
        "com/acme/Orders$$Lambda/0x0000000800c03000",
      })
  void platformLanguagesAndGeneratedClassesAreIgnored(String name) {
    assertThat(IgnoredClasses.contains(name)).isTrue();
  }
}

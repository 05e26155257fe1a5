package dev.tacho.record;

/**
 * Periodic tasks that are no background jobs of the application: what the JDK, pools, drivers,
 * servers, clients and monitoring run for their own sake, and what frameworks run to call a task of
 * the application, which then counts in its place.
 */
final class Housekeepers {
  /** What the names of their classes start with: the packages of libraries, with a dot behind. */
  private static final String[] PREFIXES = {
    // The JDK: its own timers and cleaners, adapters of executors.
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    // The agent, and others.
    "dev.tacho.shaded.",
    "io.opentelemetry.",
    "datadog.",
    "co.elastic.apm.",
    "com.newrelic.",
    "com.dynatrace.",
    "com.appdynamics.",
    "org.glowroot.",
    // Frameworks: wrappers of tasks, heartbeats, pollers, context refreshers.
    "org.springframework.",
    "org.quartz.",
    "org.glassfish.",
    "jakarta.enterprise.concurrent.",
    "org.apache.openejb.",
    "org.apache.tomee.",
    "org.wildfly.",
    "org.jboss.",
    "io.quarkus.",
    "io.micronaut.",
    "reactor.",
    "io.reactivex.",
    "rx.internal.",
    "akka.",
    "org.apache.pekko.",
    "kotlinx.coroutines.",
    "com.google.common.",
    "com.google.inject.",
    "io.github.resilience4j.",
    "com.netflix.",
    "com.github.benmanes.caffeine.",
    "org.ehcache.",
    "net.sf.ehcache.",
    "com.hazelcast.",
    "org.infinispan.",
    // Pools: HikariPool$HouseKeeper and $KeepaliveTask, ConnectionPool$PoolCleaner of Tomcat's,
    // BaseGenericObjectPool$Evictor, BasicResourcePool$CullTask of c3p0.
    "com.zaxxer.hikari.",
    "org.apache.commons.pool.",
    "org.apache.commons.pool2.",
    "org.apache.commons.dbcp.",
    "org.apache.commons.dbcp2.",
    "com.mchange.",
    "com.alibaba.druid.",
    "io.agroal.",
    "io.r2dbc.",
    "oracle.ucp.",
    // Drivers: cleanup threads, keep-alives, topology refreshers.
    "org.postgresql.",
    "com.mysql.",
    "org.mariadb.",
    "oracle.jdbc.",
    "oracle.net.",
    "com.microsoft.sqlserver.",
    "net.sourceforge.jtds.",
    "com.ibm.db2.",
    "org.h2.",
    "org.hsqldb.",
    "com.mongodb.",
    "com.datastax.",
    "org.neo4j.",
    "com.couchbase.",
    // Caches and brokers: topology refresh, heartbeats, connection evictors.
    "redis.clients.",
    "io.lettuce.",
    "org.redisson.",
    "net.spy.memcached.",
    "org.apache.kafka.",
    "com.rabbitmq.",
    "org.apache.activemq.",
    "org.apache.pulsar.",
    "org.apache.zookeeper.",
    "org.apache.curator.",
    "io.nats.",
    // Servers: background processing, session scavengers, idle timeouts.
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.apache.tomcat.",
    "org.eclipse.jetty.",
    "io.undertow.",
    "org.xnio.",
    "io.netty.",
    "io.vertx.",
    "org.eclipse.osgi.",
    "org.apache.felix.",
    // Clients: connection evictors, token and metadata refreshers.
    "okhttp3.",
    "okio.",
    "com.squareup.okhttp.",
    "org.apache.http.",
    "org.apache.hc.",
    "org.asynchttpclient.",
    "io.grpc.",
    "com.amazonaws.",
    "software.amazon.",
    "com.google.api.",
    "com.google.auth.",
    "com.google.cloud.",
    "com.azure.",
    "org.elasticsearch.",
    "co.elastic.clients.",
    "org.opensearch.",
    "org.apache.solr.",
    // Monitoring and logging: reporters, pushers, watchers of configuration files.
    "io.micrometer.",
    "io.prometheus.",
    "com.codahale.metrics.",
    "io.dropwizard.metrics.",
    "io.sentry.",
    "ch.qos.logback.",
    "org.apache.log4j.",
    "org.apache.logging.",
    "org.slf4j.",
    "net.logstash.",
    "org.LatencyUtils.",
  };

  private Housekeepers() {}

  /**
   * Whether a task is not the application's.
   *
   * @param className of the task, with dots
   */
  static boolean contain(String className) {
    for (String prefix : PREFIXES) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}

package dev.tacho.agenttests.frameworks;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import java.util.Map;

/** A database framework that serves the club of {@code agent-tests/frameworks}. */
@SuppressWarnings("ImmutableEnumChecker") // a map that cannot be changed
enum Framework {
  /** Lists the sequences, drops what is there of all it creates, and adds a foreign key. */
  HIBERNATE_5_6(
      "hibernate5",
      "HibernateClub",
      8,
      true,
      Map.of(
          "select sequences", 1,
          "ddl _none_", 4, // each sequence dropped and created
          "ddl members", 2,
          "ddl orders", 3,
          "call _none_", 4, // two blocks of ids from each sequence
          "transaction _none_", 3)), // before it drops, before it creates, and the inserts

  /** Creates a temporary table for each entity as well, and no longer lists the sequences. */
  HIBERNATE_7(
      "hibernate7",
      "HibernateClub",
      17,
      true,
      Map.of(
          "ddl _none_", 4,
          "ddl members", 2,
          "ddl orders", 3,
          "ddl hte_members", 1,
          "ddl hte_orders", 1,
          "select _none_", 4, // two blocks of ids from each sequence
          "transaction _none_", 4)), // as above, and a rollback of a connection it only looked at
  MYBATIS_3_5(
      "mybatis3",
      "MyBatisClub",
      8,
      false,
      Map.of("ddl members", 1, "ddl orders", 1, "transaction _none_", 1)),
  JOOQ_3_14("jooq3.14", "JooqClub", 8, false, Map.of("ddl members", 1, "ddl orders", 1)),
  JOOQ_3_19("jooq3.19", "JooqClub", 17, false, Map.of("ddl members", 1, "ddl orders", 1)),
  JDBC_TEMPLATE(
      "jdbc-template", "JdbcTemplateClub", 8, false, Map.of("ddl members", 1, "ddl orders", 1)),

  /** With Hibernate 5.6 and HikariCP 4; these three create the tables before the first request. */
  SPRING_BOOT_2_7(
      "spring-data2", "SpringDataClub", 8, true, Map.of("call _none_", 4, "transaction _none_", 1)),

  /** With Hibernate 6.6 and HikariCP 6. */
  SPRING_BOOT_3_5(
      "spring-data3",
      "SpringDataClub",
      17,
      true,
      Map.of("select _none_", 4, "transaction _none_", 1)),

  /** With Hibernate 7.1 and HikariCP 7. */
  SPRING_BOOT_4(
      "spring-data4",
      "SpringDataClub",
      17,
      true,
      Map.of("select _none_", 4, "transaction _none_", 1));

  /** The first version that warns of native libraries. */
  private static final int WARNS = 24;

  private final String module;
  private final String main;
  private final int oldestJava;
  private final boolean readsInTransactions;
  private final Map<String, Integer> creation;

  /**
   * @param creation what the request runs that creates members and orders, by operation and
   *     collection, besides the inserts
   */
  Framework(
      String module,
      String main,
      int oldestJava,
      boolean readsInTransactions,
      Map<String, Integer> creation) {
    this.module = module;
    this.main = main;
    this.oldestJava = oldestJava;
    this.readsInTransactions = readsInTransactions;
    this.creation = creation;
  }

  Map<String, Integer> creation() {
    return creation;
  }

  boolean hasTablesAtTheStart() {
    return main.equals("SpringDataClub");
  }

  boolean readsInTransactions() {
    return readsInTransactions;
  }

  boolean runsOn(Jdk jdk) {
    return jdk.version() >= oldestJava;
  }

  ChildJvm on(Jdk jdk) {
    ChildJvm jvm =
        ChildJvm.framework(module, "dev.tacho.agenttests.frameworks." + main).on(jdk).agent();
    if (jdk.version() > 8) {
      // Tomcat reaches in there, and the JVM would warn of it.
      jvm.jvmOption("--add-opens=java.base/java.io=ALL-UNNAMED");
    }
    if (jdk.version() >= WARNS) {
      // Spring Boot 2 looks for Tomcat's native library.
      jvm.jvmOption("--enable-native-access=ALL-UNNAMED");
    }
    return jvm;
  }
}

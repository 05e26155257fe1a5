package dev.tacho.agenttests.databases;

import java.util.List;

/** A version of a driver, alone on the class path of an application. */
@SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
enum Driver {
  PGJDBC_42_2("pgjdbc-42.2", Dialect.POSTGRESQL, "&prepareThreshold=1&defaultRowFetchSize=3"),
  PGJDBC_42_7(
      "pgjdbc-42.7",
      Dialect.POSTGRESQL,
      "&prepareThreshold=1&defaultRowFetchSize=3",
      "&preferQueryMode=extendedForPrepared&reWriteBatchedInserts=true"),
  MARIADB_2_7(
      "mariadb-2",
      Dialect.MARIADB,
      "&useServerPrepStmts=true&useBatchMultiSend=false",
      "&rewriteBatchedStatements=true"),
  MARIADB_3("mariadb-3", Dialect.MARIADB, "&useServerPrepStmts=true&useBulkStmts=true"),
  CONNECTOR_J_8("connector-j-8", Dialect.MYSQL, Driver.REWRITING, Driver.CACHING),
  CONNECTOR_J_9("connector-j-9", Dialect.MYSQL, Driver.REWRITING, Driver.CACHING);

  // Not both: then generated keys break the driver's batches.
  private static final String REWRITING =
      "&useServerPrepStmts=true&rewriteBatchedStatements=true"
          + "&useCursorFetch=true&defaultFetchSize=3";
  private static final String CACHING = "&useServerPrepStmts=true&cachePrepStmts=true";

  /** Its name in {@code agent-tests/apps}. */
  final String librarySet;

  final Dialect dialect;

  /** Parameters by which it goes other ways: prepares on the server, caches, rewrites batches. */
  final List<String> otherWays;

  Driver(String librarySet, Dialect dialect, String... otherWays) {
    this.librarySet = librarySet;
    this.dialect = dialect;
    this.otherWays = List.of(otherWays);
  }
}

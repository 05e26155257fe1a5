package dev.tacho.agenttests.databases;

/** A version of a driver, alone on the class path of an application. */
enum Driver {
  PGJDBC_42_2("pgjdbc-42.2", Dialect.POSTGRESQL, "&prepareThreshold=1&defaultRowFetchSize=3"),
  PGJDBC_42_7("pgjdbc-42.7", Dialect.POSTGRESQL, "&prepareThreshold=1&defaultRowFetchSize=3"),
  MARIADB_2_7("mariadb-2", Dialect.MARIADB, "&useServerPrepStmts=true&rewriteBatchedStatements=true"),
  MARIADB_3("mariadb-3", Dialect.MARIADB, "&useServerPrepStmts=true&useBulkStmts=true"),
  CONNECTOR_J_8("connector-j-8", Dialect.MYSQL, Driver.SERVER_SIDE),
  CONNECTOR_J_9("connector-j-9", Dialect.MYSQL, Driver.SERVER_SIDE);

  private static final String SERVER_SIDE =
      "&useServerPrepStmts=true&cachePrepStmts=true&rewriteBatchedStatements=true"
          + "&useCursorFetch=true&defaultFetchSize=3";

  /** Its name in {@code agent-tests/apps}. */
  final String librarySet;

  final Dialect dialect;

  /** Parameters by which it goes other ways: prepares on the server, caches, rewrites batches. */
  final String otherWay;

  Driver(String librarySet, Dialect dialect, String otherWay) {
    this.librarySet = librarySet;
    this.dialect = dialect;
    this.otherWay = otherWay;
  }
}

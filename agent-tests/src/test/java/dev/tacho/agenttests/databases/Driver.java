package dev.tacho.agenttests.databases;

/**
 * A version of a driver, alone on the class path of an application.
 */
enum Driver {
  PGJDBC_42_2("pgjdbc-42.2", Dialect.POSTGRESQL),
  PGJDBC_42_7("pgjdbc-42.7", Dialect.POSTGRESQL),
  MARIADB_2_7("mariadb-2", Dialect.MARIADB),
  MARIADB_3("mariadb-3", Dialect.MARIADB),
  CONNECTOR_J_8("connector-j-8", Dialect.MYSQL),
  CONNECTOR_J_9("connector-j-9", Dialect.MYSQL);

  final String librarySet;
  final Dialect dialect;

  Driver(String librarySet, Dialect dialect) {
    this.librarySet = librarySet;
    this.dialect = dialect;
  }
}

package dev.tacho.agenttests.databases;

/** A server that tests have started for themselves. */
interface DatabaseServer extends AutoCloseable {
  /** The URL, with user and password, of a database that nobody has used. */
  String newDatabase(Dialect dialect);

  @Override
  void close();
}

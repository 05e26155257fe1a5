package dev.tacho.sql;

import java.util.Objects;

/**
 * What may be told of an SQL statement: operation and collection as the metric contract defines
 * them, and the text without its literals and comments. Immutable.
 */
public final class SqlSummary {
  /** The collection of a statement that is about no table, or that was not understood. */
  static final String NO_COLLECTION = "_none_";

  /** For a statement whose text is not known. */
  public static final SqlSummary UNKNOWN = without("other");

  /** For a batch of statements of more than one kind. */
  public static final SqlSummary MIXED_BATCH = without("batch");

  /** For a commit or rollback that is asked for by a method of JDBC. */
  public static final SqlSummary TRANSACTION = without("transaction");

  public final String operation;
  public final String collection;

  /**
   * The text, sanitised: {@code ?} in the place of every literal, comments left out, white space,
   * lists of values and rows collapsed. At most 2 KB as UTF-8; one that goes on ends with {@code
   * …}. Free of control characters. Of a statement that carries a password only the beginning, such
   * as {@code ALTER USER}. Null if it is not certain where the literals of the statement end; the
   * collection is then one that stands before that place.
   */
  public final String text;

  /** 64 bits of operation, collection and text; the same in every JVM. */
  public final long hash;

  SqlSummary(String operation, String collection, String text, long hash) {
    this.operation = operation;
    this.collection = collection;
    this.text = text;
    this.hash = hash;
  }

  /** The summary of a text; where many are read, an {@link SqlReader} of one's own is cheaper. */
  public static SqlSummary of(String sql, SqlDialect dialect) {
    SqlReader reader = new SqlReader();
    reader.read(sql, dialect);
    return reader.summary();
  }

  /**
   * The summary of what is no SQL.
   *
   * @param name what stands in the place of the text
   */
  public static SqlSummary named(String operation, String collection, String name) {
    long hash = SqlHash.add(SqlHash.add(SqlHash.start(), operation), collection);
    return new SqlSummary(operation, collection, name, SqlHash.end(SqlHash.add(hash, name)));
  }

  private static SqlSummary without(String operation) {
    long hash = SqlHash.start();
    hash = SqlHash.add(hash, operation);
    return new SqlSummary(
        operation, NO_COLLECTION, null, SqlHash.end(SqlHash.add(hash, NO_COLLECTION)));
  }

  /** The hash as people see it: 16 hexadecimal digits. */
  public String hashDigits() {
    return SqlHash.digits(hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SqlSummary && isSameAs((SqlSummary) other);
  }

  private boolean isSameAs(SqlSummary other) {
    return hash == other.hash
        && operation.equals(other.operation)
        && collection.equals(other.collection)
        && Objects.equals(text, other.text);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  @Override
  public String toString() {
    return operation + ' ' + collection;
  }
}

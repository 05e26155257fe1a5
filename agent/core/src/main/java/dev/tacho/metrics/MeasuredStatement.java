package dev.tacho.metrics;

/**
 * A kind of statement: all SQL texts of one system that differ in their literals only. Immutable
 * but for its statistics.
 */
public interface MeasuredStatement {
  /** As in the label {@code system}. */
  String system();

  /** As in the label {@code operation}. */
  String operation();

  /** The table, without the numbers in its name; {@code _none_} where there is none. */
  String collection();

  /** Sanitised: without any literal. Null where the SQL could not be understood for certain. */
  String text();

  /** Of the sanitised text; 16 hexadecimal digits, the same in every JVM. */
  String hash();

  StatementStatistics statistics();
}

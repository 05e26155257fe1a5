package dev.tacho.metrics;

/** A kind of statement with nothing behind it. */
public record Statement(String text, StatementStatistics statistics) implements MeasuredStatement {
  /** One that has run once. */
  public static Statement ran(String text, long nanos) {
    Statement statement = new Statement(text, new StatementStatistics());
    statement.statistics.record(nanos, false);
    return statement;
  }

  @Override
  public String system() {
    return "h2";
  }

  @Override
  public String operation() {
    return "select";
  }

  @Override
  public String collection() {
    return "members";
  }

  @Override
  public String hash() {
    return String.format("%016x", text == null ? 0 : text.hashCode());
  }
}

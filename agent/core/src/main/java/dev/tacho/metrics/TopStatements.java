package dev.tacho.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The statements that the service spends most of its time on. Any thread may call. */
public final class TopStatements {
  public static final int MAX_LIMIT = 50;

  private volatile Collection<? extends MeasuredStatement> statements = Collections.emptyList();

  /** A statement with its total as it was, so that sorting does not see it change. */
  private static final class Ranked implements Comparable<Ranked> {
    final MeasuredStatement statement;
    final long totalNanos;

    Ranked(MeasuredStatement statement) {
      this.statement = statement;
      this.totalNanos = statement.statistics().totalNanos();
    }

    /** The highest total first. */
    @Override
    public int compareTo(Ranked other) {
      return Long.compare(other.totalNanos, totalNanos);
    }
  }

  /**
   * Tells where the statements are.
   *
   * @param all may change while it is gone through, as the views of concurrent maps may
   */
  public void rank(Collection<? extends MeasuredStatement> all) {
    this.statements = all;
  }

  /**
   * The statements with the highest total time, the highest first, without those that have not run.
   *
   * @param limit how many at most
   */
  public List<StatementReport> longest(int limit) {
    List<Ranked> ranked = new ArrayList<>();
    for (MeasuredStatement statement : statements) {
      Ranked next = new Ranked(statement);
      if (next.totalNanos > 0) {
        ranked.add(next);
      }
    }
    Collections.sort(ranked);
    List<StatementReport> reports = new ArrayList<>();
    for (Ranked next : ranked.subList(0, Math.min(limit, ranked.size()))) {
      reports.add(new StatementReport(next.statement, next.totalNanos));
    }
    return reports;
  }
}

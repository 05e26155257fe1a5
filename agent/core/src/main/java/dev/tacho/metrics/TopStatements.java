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
  private static final class Ranked<S> implements Comparable<Ranked<S>> {
    final S statement;
    final long totalNanos;

    Ranked(S statement, long totalNanos) {
      this.statement = statement;
      this.totalNanos = totalNanos;
    }

    @Override
    public int compareTo(Ranked<S> other) {
      return Long.compare(totalNanos, other.totalNanos);
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
   * The statements with the highest total time, the highest first.
   *
   * @param limit how many at most
   */
  public List<StatementReport> longest(int limit) {
    return longest(statements, limit);
  }

  private static <S extends MeasuredStatement> List<StatementReport> longest(
      Collection<S> statements, int limit) {
    List<Ranked<S>> ranked = ranked(statements);
    Collections.reverse(ranked);
    List<StatementReport> reports = new ArrayList<>();
    for (Ranked<S> next : ranked.subList(0, Math.min(limit, ranked.size()))) {
      reports.add(new StatementReport(next.statement, next.totalNanos));
    }
    return reports;
  }

  /** The tenth of the statements with the lowest total time: those to be forgotten. */
  public static <S extends MeasuredStatement> List<S> leastTenth(Collection<S> statements) {
    List<Ranked<S>> ranked = ranked(statements);
    List<S> least = new ArrayList<>();
    for (Ranked<S> next : ranked.subList(0, ranked.size() / 10)) {
      least.add(next.statement);
    }
    return least;
  }

  /** The lowest total first. */
  private static <S extends MeasuredStatement> List<Ranked<S>> ranked(Collection<S> statements) {
    List<Ranked<S>> ranked = new ArrayList<>();
    for (S statement : statements) {
      ranked.add(new Ranked<>(statement, statement.statistics().totalNanos()));
    }
    Collections.sort(ranked);
    return ranked;
  }
}

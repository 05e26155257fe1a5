package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tacho.sql.SqlDialect;
import dev.tacho.sql.SqlSummary;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RepeatedStatementsTest {
  private static final int THRESHOLD = 3;

  /** More than the table's window can hold under any one hash, and than all of it can. */
  private static final int CROWD = 600;

  private final RepeatedStatements repeated = new RepeatedStatements();

  @Test
  void aStatementIsReportedOnceItReachesTheThreshold() {
    SqlStatement items = selectFrom("items");

    run(items, THRESHOLD - 1);
    assertThat(collections()).isEmpty();

    run(items, 1);
    assertThat(collections()).containsExactly("items");

    run(items, 100);
    assertThat(collections()).containsExactly("items");
    assertThat(repeated.repeated(0)).isSameAs(items);
    assertThat(repeated.executions(items)).isEqualTo(THRESHOLD + 100);
  }

  @Test
  void statementsAreCountedApart() {
    SqlStatement items = selectFrom("items");
    SqlStatement orders = selectFrom("orders");
    SqlStatement prices = selectFrom("prices");
    for (int i = 0; i < THRESHOLD; i++) {
      run(items, 1);
      run(prices, 1);
    }
    run(orders, THRESHOLD - 1);

    assertThat(collections()).containsExactly("items", "prices");
  }

  @Test
  void differentTextsOnOneCollectionDoNotAddUp() {
    run(selectFrom("items"), THRESHOLD - 1);
    run(selectFrom("items"), THRESHOLD - 1);

    assertThat(collections()).isEmpty();
  }

  @Test
  void aCollectionIsReportedOnceForSeveralStatements() {
    run(selectFrom("items"), THRESHOLD);
    run(selectFrom("items"), THRESHOLD);
    run(selectFrom("orders"), THRESHOLD);

    assertThat(collections()).containsExactly("items", "orders");
  }

  @Test
  void everyRequestStartsFromZero() {
    SqlStatement items = selectFrom("items");
    run(items, THRESHOLD);
    repeated.clear();
    assertThat(collections()).isEmpty();

    run(items, THRESHOLD - 1);
    repeated.clear();
    run(items, THRESHOLD - 1);
    assertThat(collections()).isEmpty();

    run(items, 1);
    assertThat(collections()).containsExactly("items");
  }

  @Test
  void statementsThatShareAPlaceAreCountedApart() {
    List<SqlStatement> colliding = colliding(8);
    for (int i = 0; i < THRESHOLD - 1; i++) {
      for (SqlStatement statement : colliding) {
        run(statement, 1);
      }
    }
    assertThat(collections()).isEmpty();

    run(colliding.get(7), 1);
    run(colliding.get(0), 1);
    assertThat(collections()).containsExactly("t_ah", "t_aa");
  }

  @Test
  void whereThereIsNoRoomTheOneThatRanLeastIsForgotten() {
    List<SqlStatement> colliding = colliding(9);
    for (int i = 0; i < 8; i++) {
      run(colliding.get(i), i == 5 ? 1 : THRESHOLD - 1);
    }
    run(colliding.get(8), THRESHOLD - 1);
    run(colliding.get(5), THRESHOLD - 1);
    assertThat(collections()).as("both have been forgotten once").isEmpty();

    run(colliding.get(5), 1);
    run(colliding.get(7), 1);
    assertThat(collections()).containsExactly("t_af", "t_ah");
  }

  @Test
  void aStatementThatReachedTheThresholdIsNotForgotten() {
    List<SqlStatement> colliding = colliding(9);
    for (int i = 0; i < 8; i++) {
      run(colliding.get(i), THRESHOLD);
    }
    run(colliding.get(8), 10 * THRESHOLD);

    assertThat(collections())
        .containsExactly("t_aa", "t_ab", "t_ac", "t_ad", "t_ae", "t_af", "t_ag", "t_ah");
  }

  @Test
  void aRequestOfManyStatementsRaisesNoFalseAlarm() {
    List<SqlStatement> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(selectFrom(table(i)));
    }
    for (int i = 0; i < THRESHOLD - 1; i++) {
      for (SqlStatement statement : crowd) {
        run(statement, 1);
      }
    }
    assertThat(collections()).isEmpty();

    run(crowd.get(0), THRESHOLD);
    assertThat(collections()).containsExactly("t_aa");
  }

  @Test
  void collectionsBeyondThoseThatFitAreLeftOut() {
    for (int i = 0; i < 20; i++) {
      run(selectFrom(table(i)), THRESHOLD);
    }

    assertThat(collections())
        .containsExactly("t_aa", "t_ab", "t_ac", "t_ad", "t_ae", "t_af", "t_ag", "t_ah");
  }

  @Test
  void aStatementIsNotKeptAliveBeyondItsRequest() {
    WeakReference<SqlStatement> forgotten = runAndForget();
    repeated.clear();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (forgotten.get() != null && System.nanoTime() < deadline) {
      System.gc();
    }
    assertThat(forgotten.get()).isNull();
    assertThat(repeated.repeatedCount()).isZero();
  }

  private WeakReference<SqlStatement> runAndForget() {
    SqlStatement statement = selectFrom("items");
    run(statement, THRESHOLD);
    return new WeakReference<>(statement);
  }

  @Test
  void countingAllocatesNothingOnceThereIsATable() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    SqlStatement[] statements = new SqlStatement[100];
    for (int i = 0; i < statements.length; i++) {
      statements[i] = selectFrom(table(i % 10));
    }
    request(statements);

    long before = threads.getCurrentThreadAllocatedBytes();
    long itself = threads.getCurrentThreadAllocatedBytes() - before;
    before = threads.getCurrentThreadAllocatedBytes();
    request(statements);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isEqualTo(itself);
  }

  private void request(SqlStatement[] statements) {
    for (int i = 0; i < THRESHOLD; i++) {
      for (SqlStatement statement : statements) {
        repeated.ran(statement, THRESHOLD);
      }
    }
    repeated.clear();
  }

  private void run(SqlStatement statement, int times) {
    for (int i = 0; i < times; i++) {
      repeated.ran(statement, THRESHOLD);
    }
  }

  private List<String> collections() {
    List<String> collections = new ArrayList<>();
    for (int i = 0; i < repeated.repeatedCount(); i++) {
      collections.add(repeated.repeated(i).collection());
    }
    return collections;
  }

  /** Statements on t_0, t_1 and so on whose identities want the same place. */
  private static List<SqlStatement> colliding(int count) {
    List<SqlStatement> colliding = new ArrayList<>();
    while (colliding.size() < count) {
      SqlStatement candidate = selectFrom(table(colliding.size()));
      if ((System.identityHashCode(candidate) & 63) == 60) {
        colliding.add(candidate);
      }
    }
    return colliding;
  }

  /** Numbers in the name of a table would be squeezed. */
  private static String table(int i) {
    return "t_" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
  }

  private static SqlStatement selectFrom(String table) {
    return new SqlStatement(
        "h2", SqlSummary.of("select * from " + table, SqlDialect.of("h2")), null);
  }
}

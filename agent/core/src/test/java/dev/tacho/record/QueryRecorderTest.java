package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.jdbc.AcmeConnection;
import com.acme.jdbc.AcmeStatement;
import dev.tacho.facade.TachoSink;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QueryRecorderTest {
  private static final String SELECT = "select * from members where id = ?";

  private final RecorderFixture fixture = new RecorderFixture();
  private final TachoSink recorder = fixture.recorder;

  /** A statement of a driver that nobody knows, so that its system is other. */
  private final Object statement = new Object();

  @Test
  void textGivenAtTheCallTellsTheQuery() {
    execute(statement, SELECT, null);

    assertThat(queries()).containsExactly(success("select", "members"));
  }

  @Test
  void textGivenWhenPreparingIsRemembered() {
    recorder.statementPrepared(statement, SELECT);

    execute(statement, null, null);
    execute(statement, null, null);

    assertThat(queries())
        .containsExactly(
            "{collection=\"members\",operation=\"select\",status=\"success\",system=\"other\"} 2");
  }

  @Test
  void aStatementThatNobodySawPreparedIsOther() {
    execute(statement, null, null);

    assertThat(queries()).containsExactly(success("other", "_none_"));
  }

  @Test
  void aFailedQueryCountsAsErrorOfItsKind() {
    execute(statement, SELECT, new SQLException("duplicate", "23505"));

    assertThat(queries())
        .containsExactly(
            "{collection=\"members\",operation=\"select\",status=\"error\",system=\"other\"} 1");
    assertThat(fixture.counted("db_query_errors_total"))
        .containsExactly(
            "{collection=\"members\",error=\"integrity\",operation=\"select\",system=\"other\"} 1");
  }

  @Test
  void theExemplarOfAQueryIsItsRequest() {
    long request = recorder.requestEnter("GET", "/members", "", "req-1");
    execute(statement, SELECT, null);
    recorder.requestDone(recorder.requestLeave(request), 200, false, null);

    assertThat(fixture.exemplars("db_query_duration_seconds")).containsExactly("req-1");
  }

  @Test
  void aQueryOutsideRequestsHasNoExemplar() {
    execute(statement, SELECT, null);

    assertThat(fixture.exemplars("db_query_duration_seconds")).isEmpty();
  }

  @Test
  void aWrappedStatementCountsOnceWithTheDriversTextAndSystem() {
    recorder.connected(new AcmeConnection(), "jdbc:acme://db/club");
    Object driverStatement = new AcmeStatement();
    recorder.statementPrepared(driverStatement, SELECT);

    long outer = recorder.queryEnter();
    long inner = recorder.queryEnter();
    assertThat(inner).isEqualTo(Tokens.NESTED);
    recorder.queryExit(inner, driverStatement, null, null);
    recorder.queryExit(outer, statement, null, null);

    assertThat(queries())
        .containsExactly(
            "{collection=\"members\",operation=\"select\",status=\"success\",system=\"acme\"} 1");
  }

  @Test
  void whatTheApplicationSaidIsPreferredToWhatTheDriverMadeOfIt() {
    long outer = recorder.queryEnter();
    long inner = recorder.queryEnter();
    recorder.queryExit(inner, statement, "set fetch_size 10", null);
    recorder.queryExit(outer, statement, SELECT, null);

    assertThat(queries()).containsExactly(success("select", "members"));
  }

  @Test
  void anInnerQueryIsForgottenWithTheOuterOne() {
    long outer = recorder.queryEnter();
    recorder.queryExit(recorder.queryEnter(), statement, SELECT, null);
    recorder.queryExit(outer, statement, null, null);
    execute(new Object(), null, null);

    assertThat(queries())
        .containsExactlyInAnyOrder(success("select", "members"), success("other", "_none_"));
  }

  @Test
  void aBatchOfOneKindHasThatOperation() {
    recorder.statementBatched(statement, "insert into members values (1)");
    recorder.statementBatched(statement, "insert into members values (2)");
    recorder.statementBatched(statement, "insert into members values (3)");

    executeBatch(statement);

    assertThat(queries()).containsExactly(success("insert", "members"));
  }

  @Test
  void aMixedBatchIsABatch() {
    recorder.statementBatched(statement, "insert into members values (1)");
    recorder.statementBatched(statement, "delete from members");
    recorder.statementBatched(statement, "insert into members values (1)");

    executeBatch(statement);

    assertThat(queries()).containsExactly(success("batch", "_none_"));
  }

  @Test
  void aPreparedBatchIsTheStatementAsPrepared() {
    recorder.statementPrepared(statement, "insert into members values (?)");

    executeBatch(statement);

    assertThat(queries()).containsExactly(success("insert", "members"));
  }

  @Test
  void aBatchIsForgottenOnceItHasRunOrWasCleared() {
    recorder.statementBatched(statement, "insert into members values (1)");
    executeBatch(statement);
    recorder.statementBatched(statement, "update orders set paid = true");
    recorder.batchCleared(statement);
    recorder.statementBatched(statement, "delete from guests");
    executeBatch(statement);

    assertThat(queries())
        .containsExactlyInAnyOrder(success("insert", "members"), success("delete", "guests"));
  }

  @Test
  void aBatchIsNotForgottenByADriverThatClearsItWhileItRuns() {
    recorder.statementBatched(statement, "insert into members values (1)");
    long start = recorder.queryEnter();
    recorder.batchCleared(statement);
    recorder.batchExit(start, statement, null, null);

    assertThat(queries()).containsExactly(success("insert", "members"));
  }

  @Test
  void aDriversSystemIsToldByItsUrlWhereItsPackageDoesNot() {
    recorder.connected(new AcmeConnection(), "jdbc:acme://db/club");

    execute(new AcmeStatement(), SELECT, null);

    assertThat(queries())
        .containsExactly(
            "{collection=\"members\",operation=\"select\",status=\"success\",system=\"acme\"} 1");
  }

  @Test
  void whatIsNoJdbcUrlTellsNothing() {
    recorder.connected(new AcmeConnection(), "http://acme");
    recorder.connected(new AcmeConnection(), "jdbc:");
    recorder.connected(new AcmeConnection(), "jdbc::");

    execute(new AcmeStatement(), SELECT, null);

    assertThat(queries()).containsExactly(success("select", "members"));
  }

  @Test
  void textsBeyondThoseRememberedAreStillSummarised() {
    for (int i = 0; i < 3_000; i++) {
      execute(statement, "select * from members where id = " + i, null);
    }
    execute(statement, "delete from guests where name = '" + "x".repeat(5_000) + "'", null);

    assertThat(queries())
        .containsExactlyInAnyOrder(
            "{collection=\"members\",operation=\"select\",status=\"success\",system=\"other\"} 3000",
            success("delete", "guests"));
  }

  @Test
  void aDriverThatClearsABatchBeforeItRunsItStillRunsThatBatch() {
    recorder.statementBatched(statement, SELECT);
    recorder.statementBatched(statement, "delete from guests");

    long batch = recorder.queryEnter();
    long largeBatch = recorder.queryEnter();
    recorder.batchCleared(statement);
    execute(statement, SELECT, null);
    recorder.batchExit(largeBatch, statement, new long[2], null);
    recorder.batchExit(batch, statement, new int[2], null);

    assertThat(queries()).containsExactly(success("batch", "_none_"));
  }

  @Test
  void aCommitIsATransactionAndTimeOfTheRequestButNoneOfItsQueries() {
    long request = recorder.requestEnter("GET", "/members", "", "req-1");
    for (int i = 0; i < 20; i++) {
      recorder.transactionExit(recorder.queryEnter(), statement, null);
    }
    recorder.requestDone(recorder.requestLeave(request), 404, false, null);

    assertThat(queries())
        .containsExactly(
            "{collection=\"_none_\",operation=\"transaction\",status=\"success\",system=\"other\"} 20");
    assertThat(fixture.value("http_request_db_queries_sum{route=\"_unmatched_\"}")).isZero();
    assertThat(fixture.counted("http_n_plus_one_requests_total")).isEmpty();
    assertThat(
            fixture.value(
                "http_request_time_seconds_total{component=\"db\",method=\"GET\",route=\"_unmatched_\"}"))
        .isPositive();
  }

  @Test
  void aFailedRollbackIsAnErrorOfItsKind() {
    recorder.transactionExit(recorder.queryEnter(), statement, new SQLException("m", "08003"));

    assertThat(fixture.counted("db_query_errors_total"))
        .containsExactly(
            "{collection=\"_none_\",error=\"connection\",operation=\"transaction\",system=\"other\"} 1");
  }

  @Test
  void aWrappedTransactionCountsOnceWithTheDriversSystem() {
    recorder.connected(new AcmeConnection(), "jdbc:acme://db/club");

    long outer = recorder.queryEnter();
    recorder.transactionExit(recorder.queryEnter(), new AcmeConnection(), null);
    recorder.transactionExit(outer, new Object(), null);

    assertThat(queries())
        .containsExactly(
            "{collection=\"_none_\",operation=\"transaction\",status=\"success\",system=\"acme\"} 1");
  }

  @Test
  void nothingCountsThatAPoolRunsByItself() {
    long pool = recorder.internalEnter();
    execute(statement, "select 1", null);
    executeBatch(statement);
    recorder.transactionExit(recorder.queryEnter(), statement, null);
    long driver = recorder.driverEnter(new AcmeConnection());
    recorder.internalExit();
    recorder.internalExit();

    assertThat(pool).isNotZero();
    assertThat(driver).as("a driver that nobody knows").isZero();
    assertThat(queries()).isEmpty();
  }

  @Test
  void nothingCountsThatADriverRunsByItself() {
    recorder.connected(new AcmeConnection(), "jdbc:acme://db/club");

    assertThat(recorder.driverEnter(new AcmeConnection())).isNotZero();
    execute(new AcmeStatement(), "set autocommit = 1", null);
    recorder.internalExit();
    execute(statement, SELECT, null);

    assertThat(queries()).containsExactly(success("select", "members"));
  }

  @Test
  void whatAWrapperOfTheApplicationRunsByItselfCounts() {
    assertThat(recorder.driverEnter(new Object())).isZero();
    execute(statement, SELECT, null);

    assertThat(queries()).containsExactly(success("select", "members"));
  }

  @Test
  void whatADriverRunsByItselfTellsNothingOfTheCallAroundIt() {
    recorder.connected(new AcmeConnection(), "jdbc:acme://db/club");

    long outer = recorder.queryEnter();
    recorder.driverEnter(new AcmeConnection());
    execute(new AcmeStatement(), "delete from guests", null);
    recorder.internalExit();
    recorder.queryExit(recorder.queryEnter(), new AcmeStatement(), SELECT, null);
    recorder.queryExit(outer, statement, null, null);

    assertThat(queries())
        .containsExactly(
            "{collection=\"members\",operation=\"select\",status=\"success\",system=\"acme\"} 1");
  }

  @Test
  void aNewRequestPutsRightWhatAPoolLeftBehind() {
    recorder.internalEnter();
    long request = recorder.requestEnter("GET", "/members", "", "req-1");
    execute(statement, SELECT, null);
    recorder.internalExit();
    recorder.requestDone(recorder.requestLeave(request), 200, false, null);
    execute(statement, SELECT, null);

    assertThat(queries())
        .containsExactly(
            "{collection=\"members\",operation=\"select\",status=\"success\",system=\"other\"} 2");
  }

  @Test
  void anExitWithoutEnterDoesNotUnbalanceTheNextQuery() {
    recorder.queryExit(Tokens.NESTED, statement, SELECT, null);

    assertThat(recorder.queryEnter()).isPositive();
    assertThat(recorder.queryEnter()).isEqualTo(Tokens.NESTED);
    recorder.queryExit(Tokens.NESTED, statement, SELECT, null);
    recorder.queryExit(Tokens.start(), statement, SELECT, null);
  }

  private void execute(Object onStatement, String sql, Throwable thrown) {
    recorder.queryExit(recorder.queryEnter(), onStatement, sql, thrown);
  }

  private void executeBatch(Object onStatement) {
    recorder.batchExit(recorder.queryEnter(), onStatement, new int[1], null);
  }

  private List<String> queries() {
    return fixture.counted("db_queries_total");
  }

  private static String success(String operation, String collection) {
    return "{collection=\""
        + collection
        + "\",operation=\""
        + operation
        + "\",status=\"success\",system=\"other\"} 1";
  }
}

package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class QueryErrorTest {
  @ParameterizedTest
  @CsvSource({
    "23505, INTEGRITY",
    "23000, INTEGRITY",
    "40001, ROLLBACK",
    "40P01, ROLLBACK",
    "08006, CONNECTION",
    "08S01, CONNECTION",
    "42601, SYNTAX",
    "42S02, SYNTAX",
    "42000, SYNTAX",
    "22001, DATA",
    "22P02, DATA",
    "57014, TIMEOUT",
    "70100, TIMEOUT",
    "HYT00, TIMEOUT",
    "HYT01, TIMEOUT",
    "57P01, OTHER",
    "HY000, OTHER",
    "99999, OTHER",
    "4, OTHER",
    "'', OTHER",
    ", OTHER",
  })
  void theStateTellsTheKind(String state, QueryError expected) {
    assertThat(QueryError.of(new SQLException("message", state))).isEqualTo(expected);
    assertThat(QueryError.of(new BatchUpdateException("message", state, new int[0])))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource
  void theTypeTellsTheKindWhereTheStateDoesNot(SQLException thrown, QueryError expected) {
    assertThat(QueryError.of(thrown)).isEqualTo(expected);
  }

  static Stream<Arguments> theTypeTellsTheKindWhereTheStateDoesNot() {
    return Stream.of(
        Arguments.of(new SQLIntegrityConstraintViolationException("m"), QueryError.INTEGRITY),
        Arguments.of(new SQLTransactionRollbackException("m"), QueryError.ROLLBACK),
        Arguments.of(new SQLNonTransientConnectionException("m"), QueryError.CONNECTION),
        Arguments.of(new SQLTransientConnectionException("m"), QueryError.CONNECTION),
        Arguments.of(new SQLSyntaxErrorException("m"), QueryError.SYNTAX),
        Arguments.of(new SQLDataException("m"), QueryError.DATA),
        Arguments.of(new SQLTimeoutException("m"), QueryError.TIMEOUT),
        Arguments.of(new SQLRecoverableException("m"), QueryError.OTHER),
        Arguments.of(
            new SQLIntegrityConstraintViolationException("m", "HY000"), QueryError.INTEGRITY));
  }

  @Test
  void aTimeoutIsATimeoutWhateverItsState() {
    assertThat(QueryError.of(new SQLTimeoutException("m", "42000"))).isEqualTo(QueryError.TIMEOUT);
  }

  @Test
  void whatIsNotOfJdbcIsOther() {
    assertThat(QueryError.of(new IllegalStateException("closed"))).isEqualTo(QueryError.OTHER);
    assertThat(QueryError.of(new OutOfMemoryError("test"))).isEqualTo(QueryError.OTHER);
  }

  @Test
  void successIsNoError() {
    assertThat(QueryError.of(null)).isNull();
  }

  @Test
  void labelsAreThoseOfTheContract() {
    assertThat(QueryError.values())
        .extracting(QueryError::label)
        .containsExactly(
            "integrity", "rollback", "connection", "syntax", "data", "timeout", "other");
  }
}

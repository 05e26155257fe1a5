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
    assertThat(QueryError.of(new SQLException("message", state), "other")).isEqualTo(expected);
    assertThat(QueryError.of(new BatchUpdateException("message", state, new int[0]), "other"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource
  void theTypeTellsTheKindWhereTheStateDoesNot(SQLException thrown, QueryError expected) {
    assertThat(QueryError.of(thrown, "other")).isEqualTo(expected);
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
    assertThat(QueryError.of(new SQLTimeoutException("m", "42000"), "other"))
        .isEqualTo(QueryError.TIMEOUT);
  }

  @Test
  void aConnectionThatWasKilledIsNoTimeoutWhateverItsType() {
    assertThat(QueryError.of(new SQLTimeoutException("m", "70100", 1927), "mariadb"))
        .isEqualTo(QueryError.CONNECTION);
  }

  @ParameterizedTest
  @CsvSource({
    "hsqldb, 40502, -4902, TIMEOUT",
    "hsqldb, 40001, -4861, ROLLBACK",
    "derby, XCL52, 30000, TIMEOUT",
    "derby, 40XL1, 30000, ROLLBACK",
    "derby, XJ012, 20000, OTHER",
    "sqlite, , 1, SYNTAX",
    "sqlite, , 5, TIMEOUT",
    "sqlite, , 9, TIMEOUT",
    "sqlite, , 14, CONNECTION",
    "sqlite, , 18, DATA",
    "sqlite, , 20, DATA",
    "sqlite, , 2067, INTEGRITY", // an extended code: a UNIQUE constraint
    "sqlite, , 8, OTHER",
    "mysql, 40001, 1205, TIMEOUT",
    "mysql, 40001, 1213, ROLLBACK",
    "mysql, HY000, 3024, TIMEOUT",
    "mysql, 23000, 1062, INTEGRITY",
    "mariadb, HY000, 1205, TIMEOUT",
    "mariadb, 70100, 1317, TIMEOUT",
    "mariadb, 70100, 1969, TIMEOUT",
    "oracle, 72000, 1013, TIMEOUT",
    "oracle, 61000, 60, ROLLBACK",
    "oracle, 72000, 8177, ROLLBACK",
    "oracle, 61000, 30006, TIMEOUT",
    "oracle, 42000, 1722, DATA",
    "oracle, 72000, 12899, DATA",
    "oracle, 42000, 942, SYNTAX",
    "oracle, 23000, 1, INTEGRITY",
    "mssql, HY008, 0, TIMEOUT",
    "mssql, S0001, 1222, TIMEOUT",
    "mssql, S0002, 208, SYNTAX",
    "mssql, S0001, 8134, DATA",
    "mssql, 40001, 1205, ROLLBACK",
    "mariadb, 70100, 1927, CONNECTION",
    "mysql, 70100, 1927, CONNECTION",
    "postgresql, 57P01, 0, CONNECTION",
    "postgresql, 57P05, 0, CONNECTION",
    "postgresql, 57014, 0, TIMEOUT",
    "postgresql, , 0, OTHER",
    "postgresql, 40502, 0, ROLLBACK",
    "h2, , 19, OTHER",
  })
  void theCodesOfASystemCountInThatSystem(
      String system, String state, int code, QueryError expected) {
    assertThat(QueryError.of(new SQLException("m", state, code), system)).isEqualTo(expected);
  }

  @Test
  void aBatchFailsAsItsStatementDid() {
    BatchUpdateException withNext = new BatchUpdateException("m", null, 0, new int[0]);
    withNext.setNextException(new SQLException("m", "23505"));
    SQLException cause = new SQLException("m", null, 19);
    BatchUpdateException withCause = new BatchUpdateException("m", null, 0, new int[0], cause);
    BatchUpdateException withNeither =
        new BatchUpdateException(new int[0], new IllegalStateException("closed"));

    assertThat(QueryError.of(withNext, "derby")).isEqualTo(QueryError.INTEGRITY);
    assertThat(QueryError.of(withCause, "sqlite")).isEqualTo(QueryError.INTEGRITY);
    assertThat(QueryError.of(withNeither, "h2")).isEqualTo(QueryError.OTHER);
  }

  @Test
  void whatIsNotOfJdbcIsOther() {
    assertThat(QueryError.of(new IllegalStateException("closed"), "other"))
        .isEqualTo(QueryError.OTHER);
    assertThat(QueryError.of(new OutOfMemoryError("test"), "other")).isEqualTo(QueryError.OTHER);
  }

  @Test
  void successIsNoError() {
    assertThat(QueryError.of(null, "other")).isNull();
  }

  @Test
  void labelsAreThoseOfTheContract() {
    assertThat(QueryError.values())
        .extracting(QueryError::label)
        .containsExactly(
            "integrity", "rollback", "connection", "syntax", "data", "timeout", "other");
  }
}

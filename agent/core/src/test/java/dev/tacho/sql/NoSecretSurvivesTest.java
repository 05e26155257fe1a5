package dev.tacho.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.sql.StatementGenerator.Trait;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many statements are made up is set by {@code -Dtacho.statements}, which ones by {@code
 * -Dtacho.seed}.
 */
final class NoSecretSurvivesTest {
  private static final int STATEMENTS = Integer.getInteger("tacho.statements", 200_000);

  /** Half of the statements are made up by rule, half at random, for each of ten dialects. */
  private static final int PER_DIALECT = STATEMENTS / 20;

  private static final SqlDialect[] DIALECTS = SqlDialect.values();

  /** What garbage is made of. */
  private static final String[] PIECES = {
    "'", "'", "'", "''", "\"", "\"", "`", "[", "]", "\\", "\\", "\\'", "$$", "$a$", "$", "--",
    "-- ", "#", "# ", "//", "/*", "*/", "/*!", "\n", "\r", " ", " ", " ", ",", "(", ")", ";", ".",
    "=", "?", "e'", "q'", "q'[", "]'", "N'", "_a'", "x'", "u&'", "escape ", "from ", "select ",
    "in (", "as ", "values ", "1", "-", "{", "}", "*", "/", "é", "\u00a0", "\ud83d", ":", "@", "|",
    "or "
  };

  private static final long SEED = Long.getLong("tacho.seed", 0);

  private final SqlReader reader = new SqlReader();

  @ParameterizedTest
  @EnumSource
  void statementsKeepTheirSecrets(SqlDialect dialect) {
    Random random = random(dialect.ordinal());
    StatementGenerator generator = new StatementGenerator(dialect, random);
    int told = 0;
    for (int i = 0; i < PER_DIALECT; i++) {
      String sql = generator.statement();
      told += read(sql, dialect).text == null ? 0 : 1;
      readAsAnother(sql, generator.traits(), random);
      read(sql, SqlDialect.STANDARD);
      String cut = sql.substring(0, random.nextInt(sql.length() + 1));
      read(cut, dialect);
      read(cut, SqlDialect.STANDARD);
    }

    // Giving up keeps every secret; but most statements have a text.
    assertThat(told).isGreaterThan(PER_DIALECT / 2);
  }

  private static Random random(int number) {
    return new Random(SEED * 1000 + number);
  }

  private void readAsAnother(String sql, Set<Trait> traits, Random random) {
    SqlDialect other = DIALECTS[random.nextInt(DIALECTS.length)];
    boolean name =
        traits.contains(Trait.DOUBLE_QUOTED_LITERAL)
            && other.doubleQuote == SqlDialect.DoubleQuote.NAME;
    boolean table = traits.contains(Trait.HASH_COMMENT) && other.has(SqlDialect.Feature.HASH_NAMES);
    if (!name && !table) {
      read(sql, other);
    }
  }

  private SqlSummary read(String sql, SqlDialect dialect) {
    reader.read(sql, dialect);
    SqlSummary summary = reader.summary();
    if (shows(summary.text, 4) || shows(summary.collection, 4)) {
      throw new AssertionError(dialect + ": " + summary + " | " + summary.text + "\n" + sql);
    }
    return summary;
  }

  /** Whether there is a run of letters or digits that only secrets have. */
  private static boolean shows(String text, int length) {
    int letters = 0;
    int digits = 0;
    for (int i = 0; text != null && i < text.length(); i++) {
      letters = "qxzjkvwQXZJKVW".indexOf(text.charAt(i)) >= 0 ? letters + 1 : 0;
      digits = Character.isDigit(text.charAt(i)) ? digits + 1 : 0;
      if (letters >= length || digits >= length) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @EnumSource(names = "STANDARD", mode = EnumSource.Mode.EXCLUDE)
  void whateverIsHiddenInGarbageStaysHidden(SqlDialect dialect) {
    Random random = random(100 + dialect.ordinal());
    Set<String> shown = new HashSet<>();
    for (int i = 0; i < PER_DIALECT; i++) {
      String sql = garbage(random);
      ReferenceLexer reference = ReferenceLexer.usual(dialect, sql);
      shown.clear();
      for (int start = sql.indexOf("zqz"); start >= 0; start = sql.indexOf("zqz", start + 8)) {
        if (!reference.isHidden(start)) {
          shown.add(sql.substring(start, start + 8));
        }
      }
      reader.read(sql, dialect);
      SqlSummary summary = reader.summary();
      check(summary.text, shown, dialect, sql);
      check(summary.collection, shown, dialect, sql);
    }
  }

  private static void check(String text, Set<String> shown, SqlDialect dialect, String sql) {
    int start = text == null ? -1 : text.indexOf("zqz");
    while (start >= 0) {
      int end = Math.min(text.length(), start + 8);
      if (!shown.contains(text.substring(start, end))) {
        throw new AssertionError(dialect + ": " + text + "\n" + sql.replace("\r", "\\r"));
      }
      start = text.indexOf("zqz", end);
    }
  }

  /** Secrets are eight letters, each another one. */
  private static String garbage(Random random) {
    StringBuilder sql = new StringBuilder(random.nextBoolean() ? "select a from b where " : "");
    int secrets = 0;
    for (int length = 1 + random.nextInt(30); length > 0; length--) {
      if (random.nextInt(4) == 0) {
        sql.append("zqzzz").append((char) ('a' + secrets / 26));
        sql.append((char) ('a' + secrets % 26)).append('z');
        secrets++;
      } else {
        sql.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return sql.toString();
  }

  /** Wherever reading ends, within literals and comments too. */
  @ParameterizedTest
  @EnumSource
  void theEndOfWhatIsReadShowsNoSecret(SqlDialect dialect) {
    Random random = random(200 + dialect.ordinal());
    StatementGenerator generator = new StatementGenerator(dialect, random);
    String begin = "select a from b; ";
    String blanks = " ".repeat(SqlLexer.MAX_LENGTH - begin.length());
    for (int i = 0; i < 5; i++) {
      String sql = generator.statement() + " ".repeat(100);
      for (int end = 0; end < sql.length(); end++) {
        String cut = begin + blanks.substring(end) + sql;
        read(cut, dialect);
        read(cut, SqlDialect.STANDARD);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfTheTextShowsNoSecret(SqlDialect dialect) {
    Random random = random(300 + dialect.ordinal());
    StatementGenerator generator = new StatementGenerator(dialect, random);
    for (int i = 0; i < 10; i++) {
      String sql = generator.statement();
      for (int length = 1; length < sql.length(); length++) {
        String padding = "a".repeat(SqlText.MAX_BYTES - length);
        String text = read("select " + padding + "; " + sql, dialect).text;
        assertThat(text == null || text.length() <= SqlText.MAX_BYTES).isTrue();
      }
    }
  }
}

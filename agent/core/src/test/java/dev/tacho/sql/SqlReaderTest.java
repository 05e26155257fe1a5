package dev.tacho.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SqlReaderTest {
  /** Stands for: no text can be told. */
  private static final String NONE = "-";

  /** Dialect ({@code *}: all of them), statement, sanitised text. */
  private static final String[][] TEXTS = {
    // layout
    {"*", "select * from members where id = 42", "select * from members where id = ?"},
    {"*", "  SELECT\n\t*   FROM Members\r\n", "SELECT * FROM Members"},
    {"*", "select a/* x */from/**/b -- y", "select a from b"},
    {"*", "\ufeffselect\u00a0a\u0000\u001f from\u2028b\u0085", "select a from b"},
    {"*", "", ""},
    {"*", " /* x */ ", ""},
    {"*", "select 1;", "select ?;"},
    // literals
    {"*", "select 'x', '', '''', 'it''s', 'a''''b'", "select ?, ?, ?, ?, ?"},
    {"*", "select N'x', n'x', X'00', b'01'", "select ?, ?, ?, ?"},
    {"*", "select U&'\\0041' from t", "select ? from t"},
    {"*", "select date '2026-01-01', timestamp'2026-01-01'", "select date ?, timestamp?"},
    {"*", "select 'a' 'b', 'c'\n'd'", "select ?, ?"},
    {"*", "select 'a'||'b'as c", "select ?||?as c"},
    {"*", "select '--', '/*', '$$', '\"', '`', '[', 'é😀’'", "select ?, ?, ?, ?, ?, ?, ?"},
    {"*", "select 'a\\n', 'b\\\\', '\\\\'", "select ?, ?, ?"},
    {"*", "{call p(?, 'x', {d '2026-01-01'}, {ts'2026'})}", "{call p(?, ?, {d ?}, {ts?})}"},
    {"*", "{?= call f()}", "{?= call f()}"},
    {"*", "select case when 'a'then'b'else'c'end", "select case when ?then?else?end"},
    // numbers
    {"*", "select 1, 1.5, .5, 1., 1e5, 1.5E-3, 1e+5", "select ?, ?, ?, ?, ?, ?, ?"},
    {"*", "select 0x1F, 0b01, 1_000, 10L, 2026_sales", "select ?, ?, ?, ?, ?"},
    {"*", "select t1, a1b2, t1.c2, x_1", "select t1, a1b2, t1.c2, x_1"},
    {"*", "select a-5, a - 5, (a)-5, 5-1, ?-1", "select a-?, a - ?, (a)-?, ?-?, ?-?"},
    {"*", "where a = -5 and b=+1 or -1 < c limit -1", "where a = ? and b=? or ? < c limit ?"},
    {"*", "select f(-1), -'1', -a", "select f(?), -?, -a"},
    // markers
    {
      "*",
      "where a = ? and b = ?1 and c = $1 and d = :1",
      "where a = ? and b = ? and c = ? and d = ?"
    },
    {"*", "where a = :name and b = @p1", "where a = :name and b = @p1"},
    {"*", "select a::text, b[1:2], @@x, y:=1", "select a::text, b[?:?], @@x, y:=?"},
    {"POSTGRESQL", "select a ?| array['x', 'y'], b ?? 'c'", "select a ?| array[?], b ?? ?"},
    // lists
    {"*", "where a in (1, 2,3 , -4)", "where a in (?)"},
    {"*", "where a in (?, ?)", "where a in (?)"},
    {
      "*",
      "where a IN ($1,$2) or b in (:a, :b) or c in (@p1)",
      "where a IN (?) or b in (?) or c in (?)"
    },
    {"*", "where a not in ('x', 'y') and b in (c, 1, 2)", "where a not in (?) and b in (c, ?)"},
    {"*", "where a in (select b, 1, 2 from c)", "where a in (select b, ?, ? from c)"},
    {"*", "where (a, b) in ((1, 2), (3, 4), (5, 6))", "where (a, b) in ((?, ?))"},
    {"*", "where a in (f(1, 2), 3)", "where a in (f(?, ?), ?)"},
    {"*", "select f(1, 2, 3)", "select f(?, ?, ?)"},
    {"STANDARD", "select array[1, 2], array[[1, 2], [3, 4]]", "select array[?], array[[?, ?]]"},
    {
      "*",
      "insert into t (a, b) values (1, 'x'), (2, 'y'),(3, now())",
      "insert into t (a, b) values (?, ?)"
    },
    {
      "*",
      "insert into t values (?, ?), (?, ?) on conflict do nothing",
      "insert into t values (?, ?) on conflict do nothing"
    },
    {"*", "insert into t values row(1, 2), row(3, 4)", "insert into t values row(?, ?)"},
    {
      "*",
      "insert into t values (1, (2)), (3, f(4, (5))) on duplicate key update a = values(a), b = (b)",
      "insert into t values (?, (?)) on duplicate key update a = values(a), b = (b)"
    },
    {
      "*",
      "select * from (values (1, 2), (3, 4)) v(a, b), (c)",
      "select * from (values (?, ?)) v(a, b), (c)"
    },
    {"*", "values (1), (2)", "values (?)"},
    {"*", "select (1), (2)", "select (?), (?)"},
    // comments
    {"*", "select a -- it's\n, b", "select a , b"},
    {"*", "select a --its\n, b", "select a , b"},
    {"*", "select a --it's\n, b", NONE},
    {"*", "select a --\u00a0it's\n, b", NONE},
    {"*", "select a /* it's \" $$ -- */ , b", "select a , b"},
    {"*", "select /*! straight_join */ a, /*M!1 b */ c", "select a, c"},
    {"*", "select /*! 'x' */ a", NONE},
    {"*", "select /*+ index(t \"it's\") */ a", "select a"},
    {"*", "select a -- x\ry\n, b", "select a , b"},
    {"*", "select a -- x\r'y'\n, b", NONE},
    {"*", "select 1 /* x", NONE},
    {"*", "select 1 */ 2", NONE},
    {"POSTGRESQL", "select a /* b /* c */ d */, e", "select a , e"},
    {"MSSQL", "select a /* b /* c */ d' */, e", NONE},
    {"MYSQL", "select a /* b /* c */, d", NONE},
    {"STANDARD", "select a /* b /* c */ d */, e", NONE},
    {"MYSQL", "select a # it's\n, b #x\n", "select a , b"},
    {"MYSQL", "select a #> it's\n, b", NONE},
    {"STANDARD", "select a # its\n, b", "select a , b"},
    {"STANDARD", "select a # it's\n, b", NONE},
    {"POSTGRESQL", "select a #> '{b}', a #>> '{b}', a #- '{b}'", "select a #> ?, a #>> ?, a #- ?"},
    {"STANDARD", "select a #> '{b}'", NONE},
    {"H2", "select a // it's\n, b", "select a , b"},
    {"ORACLE", "select a // it's\n, b", NONE},
    // quotes that never end, and quotes in the wrong place
    {"*", "select 'a", NONE},
    {"*", "select 'a' 'b", NONE},
    {"*", "select a from \"b", NONE},
    {"*", "select a from `b", NONE},
    {"*", "select 'a'b", NONE},
    {"*", "select secret'a'", NONE},
    {"*", "select 'it's'", NONE},
    {"*", "select a \\ b", NONE},
    {"*", "select ’a’", NONE},
    {"*", "select ʼaʼ", NONE},
    {"*", "select 5'a'", NONE},
    // backslashes
    {"MYSQL", "select 'it\\'s', 'a'", "select ?, ?"},
    {"MYSQL", "select '\\'', \"\\\"\", '\\\\\\'x'", "select ?, ?, ?"},
    {"MYSQL", "select 'x\\' y', 'a'", "select ?, ?"},
    {"MYSQL", "where a like ? escape '\\\\'", "where a like ? escape ?"},
    {"MYSQL", "where a like ? escape '\\'", NONE},
    {"MYSQL", "select 'a\\' -- '", NONE},
    {"MYSQL", "select 'a\\', 'b', 'c\\'", NONE},
    {"MYSQL", "where a like 'x\\' and b = --n' secret\n 'c'", NONE},
    {"STANDARD", "select 'it\\'s', 'a'", "select ?, ?"},
    {"STANDARD", "select 'C:\\', 'a'", NONE},
    {"STANDARD", "where a like ? escape '\\' and b = 'x'", "where a like ? escape ? and b = ?"},
    {"STANDARD", "select 'x\\'and 'y'", NONE},
    {"POSTGRESQL", "where a like 'b\\' escape '\\'", "where a like ? escape ?"},
    {"POSTGRESQL", "select 'C:\\', 'a'", "select ?, ?"},
    {"POSTGRESQL", "select 'it\\'s', 'a'", NONE},
    {"ORACLE", "select 'C:\\', 'it''s'", "select ?, ?"},
    {"POSTGRESQL", "select E'it\\'s', e'\\\\', 'C:\\'", "select ?, ?, ?"},
    {"POSTGRESQL", "select E'a'\n'it\\'s'", "select ?"},
    {"STANDARD", "select E'it\\' s'", "select ?"},
    {"MYSQL", "select E'a'", NONE},
    // prefixes
    {"MYSQL", "select _utf8'a', _utf8mb4\"b\", _latin1 'c'", "select ?, ?, _latin1 ?"},
    {"POSTGRESQL", "select _utf8'a'", NONE},
    {"DB2", "select G'a', GX'00', ux'00', bx'00'", "select ?, ?, ?, ?"},
    {"ORACLE", "select q'[it's]', nq'{a'b}', Q'!'!', q'xitx'", "select ?, ?, ?, ?"},
    {"STANDARD", "select q'[it's]'", "select ?"},
    {"ORACLE", "select q'[it's", NONE},
    {"POSTGRESQL", "select q'[its]'", NONE},
    {"MYSQL", "select q'[its]'", NONE},
    // dollars
    {"POSTGRESQL", "do $$ it's $$ language sql", "do ? language sql"},
    {"POSTGRESQL", "do $a1$ $$ it's $a$ $a1$language sql", "do ?language sql"},
    {"POSTGRESQL", "select a$b$c, $1, $2", "select a$b$c, ?, ?"},
    {"POSTGRESQL", "do $$ it's", NONE},
    {"H2", "select $$ it's $$", "select ?"},
    {"MYSQL", "select $$ it's $$", NONE},
    {"MSSQL", "where a = $12.50", "where a = ?"},
    {"ORACLE", "select * from v$session", "select * from v$session"},
    // names in quotes
    {
      "POSTGRESQL",
      "select \"A\" from \"b c\" where \"D\" = 'x'",
      "select \"A\" from \"b c\" where \"D\" = ?"
    },
    {"POSTGRESQL", "select \"it's\"", NONE},
    {"POSTGRESQL", "select \"a\"\"b\"", NONE},
    {
      "MYSQL",
      "select `a b`, \"x\" from `t` where c = \"y\"",
      "select `a b`, ? from `t` where c = ?"
    },
    {"MYSQL", "select `it's`", NONE},
    {"MYSQL", "insert into \"t\" values (\"x\")", "insert into ? values (?)"},
    {
      "STANDARD",
      "select a.\"b\", \"c\".d, \"e\" from \"t\", \"u\" join \"v\"",
      "select a.\"b\", \"c\".d, ? from \"t\", \"u\" join \"v\""
    },
    {"STANDARD", "insert into \"t\" (a) values (\"x\")", "insert into \"t\" (a) values (?)"},
    {
      "STANDARD", "update \"t\" set a = \"x\" where b = \"y\"", "update \"t\" set a = ? where b = ?"
    },
    {
      "STANDARD",
      "delete from \"t\" where a = \"x\" returning a, \"y\"",
      "delete from \"t\" where a = ? returning a, ?"
    },
    {
      "STANDARD",
      "select trim(\"x\" from \"y\"), a is distinct from \"z\" from t",
      "select trim(? from ?), a is distinct from ? from t"
    },
    {
      "STANDARD",
      "insert into t select a from b returning c, \"x\"",
      "insert into t select a from b returning c, ?"
    },
    {"SQLITE", "select [a], \"b\" from [t] where c = \"x\"", "select [a], ? from [t] where c = ?"},
    {
      "MSSQL",
      "select [Order Details].[a b], [1] from [t]",
      "select [Order Details].[a b], [?] from [t]"
    },
    {"MSSQL", "select [it's], [a]]b] from t", NONE},
    {"MSSQL", "select ['], a[1], array['b'] from [t]", NONE},
    {"MSSQL", "select array[a, 1234]", "select array[a, ?]"},
    {"MSSQL", "select a into #t from ##u", "select a into #t from ##u"},
    {
      "STANDARD",
      "select * from [Order Details] where a[1] = b['x']",
      "select * from [Order Details] where a[?] = b[?]"
    },
    // passwords
    {"*", "CREATE USER bob IDENTIFIED BY tiger", "CREATE USER"},
    {"*", "alter  user bob password 'tiger", "alter user"},
    {"*", "create or replace role bob password tiger", "create or replace role"},
    {"*", "create login bob with password = 'tiger'", "create login"},
    {
      "*",
      "create public database link l connect to bob identified by tiger",
      "create public database"
    },
    {"*", "create user mapping for bob server s options (password 'x')", "create user"},
    {"*", "create server s options (a b)", "create server"},
    {"*", "create master key encryption by password = tiger", "create"},
    {"*", "alter system set a = b", "alter system"},
    {"*", "grant connect to bob identified by tiger", "grant"},
    {"*", "grant select on members to bob", "grant select on members to bob"},
    {"*", "set password for bob = tiger", "set password"},
    {"*", "set a.b to tiger", "set a"},
    {"*", "SET @a = tiger", "SET"},
    {"*", "pragma key = tiger", "pragma key"},
    {"*", "attach 'x' as a key tiger", "attach"},
    {"*", "connect to a user b using tiger", "connect"},
    {"*", "backup database a with password = tiger", "backup"},
    {
      "*",
      "exec a.b tiger, @c = lion, 'x', null, @d output",
      "exec a.b ?, @c = ?, ?, null, @d output"
    },
    {"*", "exec @a = b tiger; select c", "exec @a = b ?; select c"},
    {"*", "begin create user bob identified by tiger; end;", "begin create user"},
    {"*", "select 1; alter user bob identified by tiger", "select ?; alter user"},
    {"*", "copy a from stdin; tiger", "copy a from stdin"},
    {"*", "start slave password = tiger", "start"},
    {"*", "explain select password from users", "explain select password from users"},
    {
      "*",
      "update users set password = ? where password = 'x'",
      "update users set password = ? where password = ?"
    },
    {
      "*",
      "select identified from a group by identified",
      "select identified from a group by identified"
    },
    {"*", "create table users (password varchar(20))", "create table users (password varchar(?))"},
    {"*", "drop user bob", "drop user bob"},
    // the rest
    {"*", "comment on table a is 'x'", "comment on table a is ?"},
    {"*", "notify a, 'x'", "notify a, ?"},
    {"*", "explain analyze select 1", "explain analyze select ?"},
    {"*", "select * from dblink('password=x') a", "select * from dblink(?) a"},
  };

  private final SqlReader reader = new SqlReader();

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void textHasNoLiteralsAndNoComments(SqlDialect dialect, String sql, String text) {
    assertThat(SqlSummary.of(sql, dialect).text).isEqualTo(text.equals(NONE) ? null : text);
  }

  static Stream<Arguments> textHasNoLiteralsAndNoComments() {
    return Arrays.stream(TEXTS)
        .flatMap(row -> dialects(row[0]).map(dialect -> Arguments.of(dialect, row[1], row[2])));
  }

  private static Stream<SqlDialect> dialects(String name) {
    return name.equals("*")
        ? Arrays.stream(SqlDialect.values())
        : Stream.of(SqlDialect.valueOf(name));
  }

  private static final String[][] COLLECTIONS = {
    {"MSSQL", "select * from #members", "select #members"},
    {"MSSQL", "insert into ##members values (1)", "insert ##members"},
    {"POSTGRESQL", "select doc #>> '{a,b}' from members", "select members"},
    {"POSTGRESQL", "select doc #> '{a}', doc #- '{b}' from members", "select members"},
    {"MYSQL", "select '\\'' from members", "select members"},
    {"STANDARD", "select '\\'' from members", "select _none_"},
    {"MYSQL", "select * from \"members\"", "select _none_"},
    {"SQLITE", "select * from \"members\"", "select members"},
    {"POSTGRESQL", "select * from \"it's\"", "select it's"},
    {"STANDARD", "select 'it's' from members", "select _none_"},
    {"STANDARD", "select * from members where a = 'x", "select members"},
    {"STANDARD", "select a --it's\n from members", "select _none_"},
    {"STANDARD", "begin 'x", "other _none_"},
    {"MYSQL", "begin", "transaction _none_"},
  };

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void collectionIsWhatIsCertain(SqlDialect dialect, String sql, String expected) {
    assertThat(SqlSummary.of(sql, dialect)).hasToString(expected);
  }

  static Stream<Arguments> collectionIsWhatIsCertain() {
    return Arrays.stream(COLLECTIONS)
        .map(row -> Arguments.of(SqlDialect.valueOf(row[0]), row[1], row[2]));
  }

  @Test
  void dialectIsThatOfTheSystem() {
    assertThat(SqlDialect.of("postgresql")).isEqualTo(SqlDialect.POSTGRESQL);
    assertThat(SqlDialect.of("mysql")).isEqualTo(SqlDialect.MYSQL);
    assertThat(SqlDialect.of("mariadb")).isEqualTo(SqlDialect.MYSQL);
    assertThat(SqlDialect.of("oracle")).isEqualTo(SqlDialect.ORACLE);
    assertThat(SqlDialect.of("mssql")).isEqualTo(SqlDialect.MSSQL);
    assertThat(SqlDialect.of("db2")).isEqualTo(SqlDialect.DB2);
    assertThat(SqlDialect.of("h2")).isEqualTo(SqlDialect.H2);
    assertThat(SqlDialect.of("hsqldb")).isEqualTo(SqlDialect.HSQLDB);
    assertThat(SqlDialect.of("derby")).isEqualTo(SqlDialect.DERBY);
    assertThat(SqlDialect.of("sqlite")).isEqualTo(SqlDialect.SQLITE);
    assertThat(SqlDialect.of("clickhouse")).isEqualTo(SqlDialect.STANDARD);
  }

  @Test
  void noTextIsReadAsAnEmptyOne() {
    reader.read(null, SqlDialect.H2);

    assertThat(reader.summary()).isEqualTo(SqlSummary.of("", SqlDialect.H2));
  }

  @Test
  void aReaderProducesTheSummaryOfAnyTextThatDiffersInLiteralsOnly() {
    SqlSummary summary = SqlSummary.of("select a from b where c = 1 and d in (1)", SqlDialect.H2);

    reader.read("select a from b\n where c = 'x' and d in (2, 3)", SqlDialect.H2);
    assertThat(reader.produces(summary)).isTrue();
    assertThat(reader.hash()).isEqualTo(summary.hash);
    assertThat(reader.summary()).isEqualTo(summary);
  }

  @Test
  void aReaderDoesNotProduceAnotherSummary() {
    SqlSummary summary = SqlSummary.of("select a from b where c = 1", SqlDialect.H2);

    for (String other :
        new String[] {
          "select a from b where d = 1",
          "select a from b where c = 1 ",
          "select a from b where c = 1 and d = 1",
          "select a from b where c",
          "select a from d where c = 1",
          "delete a from b where c = 1",
          "select a from b where c = '",
        }) {
      reader.read(other, SqlDialect.H2);
      boolean same = other.trim().equals("select a from b where c = 1");
      assertThat(reader.produces(summary)).as(other).isEqualTo(same);
      assertThat(reader.hash() == summary.hash).as(other).isEqualTo(same);
    }
  }

  @Test
  void aReaderThatFoundNoCertainTextProducesSummariesWithoutText() {
    SqlSummary withText = SqlSummary.of("select a from b", SqlDialect.H2);
    SqlSummary without = SqlSummary.of("select a from b where '", SqlDialect.H2);
    reader.read("select c from b where \"", SqlDialect.H2);

    assertThat(without.text).isNull();
    assertThat(reader.produces(without)).isTrue();
    assertThat(reader.produces(withText)).isFalse();
  }

  /** The hash is in event logs: it must not change between runs and releases. */
  @Test
  void hashIsTheSameEverywhere() {
    SqlSummary summary = SqlSummary.of("select * from members where id = 42", SqlDialect.H2);

    assertThat(summary.hashDigits()).isEqualTo("e5cfb345a3208475");
    assertThat(SqlSummary.UNKNOWN.hashDigits()).isEqualTo("d0d076ede30f3325");
  }

  @Test
  void hashDigitsAreSixteen() {
    for (int i = 0; i < 1000; i++) {
      assertThat(SqlSummary.of("select a" + i, SqlDialect.H2).hashDigits()).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void aTextOfMoreThanTwoKilobytesIsCutAndMarked() {
    String fits = "select " + "a".repeat(2048 - "select ".length());

    assertThat(SqlSummary.of(fits, SqlDialect.H2).text).isEqualTo(fits);
    assertThat(SqlSummary.of(fits + "a", SqlDialect.H2).text)
        .isEqualTo(fits.substring(0, 2048 - 3) + "…");
  }

  @Test
  void lengthOfATextIsThatOfItsUtf8() {
    String two = "é".repeat(2048);
    String three = "名".repeat(2048);

    assertThat(bytes(SqlSummary.of(two, SqlDialect.H2).text)).isEqualTo(2047); // 1022 * 2 + 3
    assertThat(bytes(SqlSummary.of(three, SqlDialect.H2).text)).isEqualTo(2046); // 681 * 3 + 3
    assertThat(SqlSummary.of("é".repeat(1024), SqlDialect.H2).text).isEqualTo("é".repeat(1024));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void aTextThatIsNotReadToItsEndIsMarked() {
    String many = "select a from b where c in (" + "1,".repeat(10_000) + "1) and d = 'x'";

    assertThat(SqlSummary.of(many, SqlDialect.H2).text)
        .isEqualTo("select a from b where c in (?,…");
    assertThat(SqlSummary.of("alter user bob" + " ".repeat(20_000), SqlDialect.H2).text)
        .isEqualTo("alter user");
  }

  @Test
  void rowsAndValuesThatAreLeftOutNeedNoRoom() {
    String rows =
        "insert into a values ('x')" + ", ('x')".repeat(2_000) + " on conflict do nothing";

    assertThat(rows).hasSizeLessThan(SqlLexer.MAX_LENGTH);
    assertThat(SqlSummary.of(rows, SqlDialect.POSTGRESQL).text)
        .isEqualTo("insert into a values (?) on conflict do nothing");
  }

  /** A row too long for the text, left out, must leave what stands behind it where it is. */
  @Test
  void aLongRowThatIsLeftOutLeavesRoomForWhatFollows() {
    String sql = "insert into a values (1), (" + "f(b), ".repeat(500) + "2) returning c";

    assertThat(SqlSummary.of(sql, SqlDialect.POSTGRESQL).text)
        .isEqualTo("insert into a values (?) returning c");
  }

  @ParameterizedTest
  @EnumSource
  void hundredsOfBracketsDoNotConfuse(SqlDialect dialect) {
    String open = "(".repeat(300);
    String close = ")".repeat(300);

    assertThat(SqlSummary.of("a in (" + open + "1" + close + ") " + close + " b = 2", dialect).text)
        .isEqualTo("a in (" + open + "?" + close + ") " + close + " b = ?");
  }

  @Test
  void readingAKnownTextAgainAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    SqlDialect[] dialects = SqlDialect.values();
    String[] texts = new String[2000];
    SqlDialect[] textDialects = new SqlDialect[texts.length];
    SqlSummary[] summaries = new SqlSummary[texts.length];
    for (int i = 0; i < texts.length; i++) {
      textDialects[i] = dialects[i % dialects.length];
      texts[i] = new StatementGenerator(textDialects[i], new Random(i)).statement();
      summaries[i] = SqlSummary.of(texts[i], textDialects[i]);
    }
    // The first rounds load classes and grow the buffers.
    for (int round = 0; round < 3; round++) {
      readAll(texts, textDialects, summaries);
    }

    long before = threads.getThreadAllocatedBytes(thread);
    long nothing = threads.getThreadAllocatedBytes(thread) - before;
    before = threads.getThreadAllocatedBytes(thread);
    int known = readAll(texts, textDialects, summaries);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    assertThat(known).isEqualTo(texts.length);
    assertThat(allocated - nothing).isZero();
  }

  private int readAll(String[] texts, SqlDialect[] dialects, SqlSummary[] summaries) {
    int known = 0;
    for (int i = 0; i < texts.length; i++) {
      reader.read(texts[i], dialects[i]);
      known += reader.produces(summaries[i]) ? 1 : 0;
    }
    return known;
  }

  @ParameterizedTest
  @MethodSource
  void workGrowsNoFasterThanTheTextAndEndsWithThePartThatIsRead(SqlDialect dialect, String piece) {
    String small = piece.repeat(1024 / piece.length());
    String readInFull = piece.repeat(16 * 1024 / piece.length());
    String large = piece.repeat(1024 * 1024 / piece.length());
    nanosFor(readInFull, dialect); // compiles

    // 16 times the length, and a lot of room for a busy machine; square growth would be 256 times.
    assertThat(nanosFor(readInFull, dialect)).isLessThan(64 * nanosFor(small, dialect) + 1_000_000);
    // No more is read of it.
    assertThat(nanosFor(large, dialect)).isLessThan(8 * nanosFor(readInFull, dialect) + 1_000_000);
  }

  static Stream<Arguments> workGrowsNoFasterThanTheTextAndEndsWithThePartThatIsRead() {
    String[] pieces = {
      "select * from f(",
      "with a as (select 1), ",
      "/* ",
      "-- ",
      "'",
      "'a",
      "$a",
      "q'[",
      "(",
      ")",
      "delete ",
      "update a set b from ",
      "'a\\'b', ",
      "'\\\\",
      "$a$ ",
      "$a$$b$ ",
      "[a ",
      "[a] ",
      "`a` ",
      "\"a\" ",
      "\"a\"\"",
      "/*/*",
      "/**/",
      "--a\n",
      "#a\n",
      "a.",
      "(1), ",
      "values (1), ",
      "in (1, ",
      "q'[]' ",
      "with a as (select 1) select * from a, ",
      "1e-1",
    };
    return Stream.of(SqlDialect.POSTGRESQL, SqlDialect.MYSQL, SqlDialect.MSSQL)
        .flatMap(dialect -> Arrays.stream(pieces).map(piece -> Arguments.of(dialect, piece)));
  }

  /** The best of a few, so that a busy machine does not decide. */
  private long nanosFor(String sql, SqlDialect dialect) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      reader.read(sql, dialect);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}

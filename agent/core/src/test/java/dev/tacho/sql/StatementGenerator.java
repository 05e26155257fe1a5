package dev.tacho.sql;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * Makes up statements of a dialect, with secrets in literals, comments and where else passwords
 * stand. Secrets are runs of at least four of the letters {@code qxzjkvw} and of at least four
 * digits; no other part of a statement has such a run.
 */
final class StatementGenerator {
  private static final String SECRET_LETTERS = "qxzjkvwQXZJKVW";

  /** What is likely to end a literal too early, or to hide its end. */
  private static final String[] NOISE = {
    "--",
    "-- ",
    "/*",
    "*/",
    "$$",
    "$a$",
    "#",
    "//",
    ";",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\n",
    "\r",
    "\t",
    " ",
    " ",
    ",",
    "from ",
    " select ",
    "q'",
    "e'",
    "N'",
    "`",
    "?",
    "é",
    "\u2019",
    "\u0000",
    "''''",
    "=",
    " and ",
    "\ud83d\ude00",
    ".",
    ":a",
    "@",
    "!",
    "escape "
  };

  private static final String[] NAMES = {
    "members", "m.id", "orders o", "club.members", "name", "t1", "events_20_01", "password"
  };

  private final Random random;
  private final SqlDialect dialect;
  private final StringBuilder sql = new StringBuilder();

  /** What the statement has that other dialects take for something else, and cannot tell. */
  enum Trait {
    DOUBLE_QUOTED_LITERAL,
    HASH_COMMENT
  }

  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

  StatementGenerator(SqlDialect dialect, Random random) {
    this.dialect = dialect;
    this.random = random;
  }

  Set<Trait> traits() {
    return traits;
  }

  String statement() {
    sql.setLength(0);
    traits.clear();
    if (chance(8)) {
      comment();
    }
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> select();
      case 3, 4 -> insert();
      case 5 -> {
        word("update").word(table()).word("set");
        assignments();
        where();
      }
      case 6 -> {
        word("delete from").word(table());
        where();
      }
      case 7 -> {
        word("with x as (");
        select();
        word(")");
        select();
      }
      case 8 -> {
        word("{call p(");
        list();
        word(")}");
      }
      case 9 -> definition();
      case 10 -> account();
      default -> {
        select();
        word("union all");
        select();
      }
    }
    if (chance(10)) {
      word(";");
      select();
    }
    return sql.toString();
  }

  private void select() {
    word("select");
    int columns = 1 + random.nextInt(3);
    for (int i = 0; i < columns; i++) {
      if (i > 0) {
        sql.append(',');
      }
      expression();
    }
    word("from").word(table());
    if (chance(3)) {
      word("join").word(table()).word("on");
      condition();
    }
    where();
  }

  private void insert() {
    word("insert into").word(table()).word("(a, b)");
    word("values");
    int rows = 1 + random.nextInt(3);
    for (int i = 0; i < rows; i++) {
      sql.append(i > 0 ? ", (" : " (");
      list();
      sql.append(')');
    }
  }

  private void assignments() {
    for (int i = random.nextInt(2); i >= 0; i--) {
      word("a").word("=");
      expression();
      sql.append(i > 0 ? "," : "");
    }
  }

  private void where() {
    if (chance(4)) {
      return;
    }
    word("where");
    condition();
    while (chance(2)) {
      word(chance(2) ? "and" : "or");
      condition();
    }
  }

  private void condition() {
    word(name());
    switch (random.nextInt(5)) {
      case 0 -> {
        word("in (");
        list();
        sql.append(')');
      }
      case 1 -> {
        word("like");
        literal();
        word("escape");
        sql.append(dialect == SqlDialect.MYSQL ? "'\\\\'" : "'\\'");
      }
      case 2 -> {
        word("between");
        literal();
        word("and");
        literal();
      }
      default -> {
        word(chance(2) ? "=" : ">=");
        expression();
      }
    }
  }

  private void list() {
    for (int i = random.nextInt(4); i >= 0; i--) {
      expression();
      sql.append(i > 0 ? chance(2) ? "," : " , " : "");
    }
  }

  private void expression() {
    switch (random.nextInt(9)) {
      case 0 -> word(name());
      case 1 -> word("?");
      case 2 -> {
        word("f(");
        list();
        sql.append(')');
      }
      case 3 -> {
        literal();
        sql.append("||");
        literal();
      }
      case 4 -> ownExpression();
      default -> literal();
    }
  }

  /** What only some have, and others may take for a comment, a literal or a name. */
  private void ownExpression() {
    switch (dialect) {
      case MYSQL -> {
        traits.add(Trait.DOUBLE_QUOTED_LITERAL);
        boolean executable = chance(2);
        word(executable ? "/*!50001 5+" : "5--");
        quoted(chance(2) ? '\'' : '"');
        sql.append(executable ? " */" : "");
      }
      case POSTGRESQL -> {
        word(chance(2) ? "doc #>> " : "doc ?| array[");
        boolean array = last() == '[';
        list();
        sql.append(array ? "]" : "");
      }
      case MSSQL -> word(chance(4) ? "[order details].[it]]'s]" : "[order].[a b]");
      case SQLITE -> word("[order].[a b]").word("->>'$[0]'");
      case DB2, ORACLE, DERBY, HSQLDB, H2 -> word(chance(4) ? "m.\"Order's\"" : "m.\"Order\"");
      default -> {
        word("a[");
        literal();
        sql.append(']');
      }
    }
  }

  private void definition() {
    switch (random.nextInt(4)) {
      case 0 -> {
        word("create table members (id int default");
        literal();
        word(")");
      }
      case 1 -> {
        word("alter table members add name varchar(20) default");
        literal();
      }
      case 2 -> {
        word("comment on table members is");
        literal();
      }
      default -> {
        word("create view v as");
        select();
      }
    }
  }

  /** Passwords without quotes, or in quotes that are those of a name. */
  private void account() {
    String secret = secret();
    String[] shown = {
      "create user bob identified by ",
      "alter user bob identified by values ",
      "ALTER USER bob PASSWORD ",
      "create role bob password ",
      "create login bob with password = ",
      "grant all on members to bob identified by ",
      "set password for bob = ",
      "set password ",
      "SET my.setting TO ",
      "pragma key = ",
      "connect to shop user bob using ",
      "create public database link l connect to bob identified by ",
      "exec sp_addlogin bob, ",
      "begin create user bob identified by ",
      "select 1 from members; alter user bob identified by ",
    };
    word(shown[random.nextInt(shown.length)]);
    sql.append(chance(3) ? '"' + secret + '"' : secret);
  }

  private StatementGenerator word(String word) {
    if (sql.length() > 0 && (Character.isLetterOrDigit(last()) || chance(2) || last() == '\'')) {
      blank();
    }
    sql.append(chance(3) ? word.toUpperCase(java.util.Locale.ROOT) : word);
    return this;
  }

  private char last() {
    return sql.charAt(sql.length() - 1);
  }

  private void blank() {
    switch (random.nextInt(12)) {
      case 0 -> sql.append("\n\t");
      case 1 -> {
        sql.append(' ');
        comment();
        sql.append(' ');
      }
      default -> sql.append(' ');
    }
  }

  private String table() {
    String[] tables = {"members", "club.members", "orders o", "t1", "events_20_01"};
    if (chance(6)) {
      return switch (dialect) {
        case MYSQL -> "`order details`";
        case MSSQL -> "[order details]";
        default -> "\"members\"";
      };
    }
    return tables[random.nextInt(tables.length)];
  }

  private String name() {
    return NAMES[random.nextInt(NAMES.length)].replace(" o", "");
  }

  private void comment() {
    int kind = random.nextInt(6);
    String text = content("").replace("*/", "").replace("/*", "");
    if (kind < 2) {
      sql.append("-- ").append(text.replace('\n', ' ')).append('\n');
    } else if (kind == 2 && dialect == SqlDialect.MYSQL) {
      traits.add(Trait.HASH_COMMENT);
      sql.append("#").append(text.replace('\n', ' ')).append('\n');
    } else if (kind == 2 && (dialect == SqlDialect.H2 || dialect == SqlDialect.HSQLDB)) {
      sql.append("//").append(text.replace('\n', ' ')).append('\n');
    } else if (kind == 3 && dialect.has(SqlDialect.Feature.NESTED_COMMENTS)) {
      sql.append("/* ").append(text).append("/* ").append(text).append("*/ ").append(secret());
      sql.append(" */");
    } else if (kind == 4 && dialect != SqlDialect.MYSQL) {
      sql.append("--").append(text.replace('\n', ' ')).append('\n');
    } else {
      sql.append("/*").append(text.startsWith("!") ? " " : "").append(text).append("*/");
    }
  }

  private void literal() {
    if (sql.length() > 0 && Character.isLetterOrDigit(last())) {
      blank();
    } else if (chance(3)) {
      sql.append(' ');
    }
    switch (random.nextInt(12)) {
      case 0 -> number();
      case 1 -> {
        sql.append("NnXxBb".charAt(random.nextInt(6)));
        quoted('\'');
      }
      case 2 -> {
        sql.append(chance(2) ? "date " : "timestamp");
        quoted('\'');
      }
      case 3, 4 -> own();
      case 5 -> {
        quoted('\'');
        sql.append(chance(2) ? "\n" : " ");
        quoted('\'');
      }
      default -> quoted('\'');
    }
  }

  /** A literal that only some have. */
  private void own() {
    switch (dialect) {
      case MYSQL -> {
        if (chance(2)) {
          traits.add(Trait.DOUBLE_QUOTED_LITERAL);
          sql.append(chance(4) ? "_utf8mb4" : "");
          quoted('"');
        } else {
          sql.append("_utf8");
          quoted('\'');
        }
      }
      case SQLITE -> {
        traits.add(Trait.DOUBLE_QUOTED_LITERAL);
        quoted('"');
      }
      case POSTGRESQL -> {
        if (chance(2)) {
          sql.append('E');
          escaped('\'');
        } else {
          dollarQuoted(chance(2) ? "$$" : "$body1$");
        }
      }
      case H2 -> dollarQuoted("$$");
      case ORACLE -> qQuoted();
      case DB2 -> {
        sql.append(chance(2) ? "GX" : "g");
        quoted('\'');
      }
      default -> sql.append("{ts '").append(secret()).append("'}");
    }
  }

  private void quoted(char quote) {
    if (dialect == SqlDialect.MYSQL) {
      escaped(quote);
      return;
    }
    String text = content("\\").replace("" + quote, "" + quote + quote);
    sql.append(quote).append(text).append(quote);
  }

  private void escaped(char quote) {
    StringBuilder text = new StringBuilder();
    for (char c : content("\\").toCharArray()) {
      if (c == quote) {
        text.append(chance(2) ? quote : '\\');
      } else if (c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    sql.append(quote).append(text).append(quote);
  }

  private void dollarQuoted(String tag) {
    sql.append(tag).append(content("\\").replace("$", "")).append(tag);
  }

  private void qQuoted() {
    int pair = random.nextInt(5);
    char opening = "[{(<!".charAt(pair);
    char closing = "]})>!".charAt(pair);
    String text = content("\\").replace(closing, ' ');
    sql.append(chance(3) ? "nq'" : "q'").append(opening).append(text).append(closing).append('\'');
  }

  private void number() {
    String digits = "" + (1000 + random.nextInt(900_000));
    String[] numbers = {
      digits,
      "-" + digits,
      digits + ".5",
      "." + digits,
      "1." + digits,
      digits + "e" + digits,
      "1e-" + digits,
      "0x" + digits,
      "0b" + digits,
      "1_" + digits
    };
    sql.append(numbers[random.nextInt(numbers.length)]);
  }

  /** Secrets and what may confuse. */
  private String content(String more) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append(NOISE[random.nextInt(NOISE.length)]);
        case 1 -> text.append(chance(2) ? '\'' : '"');
        case 2 -> text.append(chance(4) ? more : "");
        default -> text.append(secret());
      }
    }
    return text.toString();
  }

  private String secret() {
    StringBuilder secret = new StringBuilder();
    for (int i = 4 + random.nextInt(6); i > 0; i--) {
      secret.append(SECRET_LETTERS.charAt(random.nextInt(SECRET_LETTERS.length())));
    }
    return secret.toString();
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}

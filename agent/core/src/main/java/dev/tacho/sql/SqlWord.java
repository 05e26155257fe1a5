package dev.tacho.sql;

import java.util.Locale;

/** A word without quotes: a keyword that means something to us, or {@link #NAME}. */
enum SqlWord {
  /** Any other word. */
  NAME,
  ABORT,
  ALL,
  ALTER,
  ANALYZE,
  AND,
  ARRAY,
  AS,
  ASC,
  ATTACH,
  BACKUP,
  BEGIN,
  BETWEEN,
  BITMAP,
  BY,
  CACHED,
  CALL,
  CASE,
  CAST,
  CLUSTERED,
  COLLATE,
  COLUMN,
  COLUMNSTORE,
  COMMENT,
  COMMIT,
  CONCURRENTLY,
  CONNECT,
  COPY,
  CREATE,
  CREDENTIAL,
  CROSS,
  DATABASE,
  DATE,
  DEFAULT,
  DEFERRED,
  DELAYED,
  DELETE,
  DESC,
  DISTINCT,
  DO,
  DOMAIN,
  DROP,
  DUMP,
  EDITIONABLE,
  ELSE,
  END,
  ESCAPE,
  EXCEPT,
  EXCLUSIVE,
  EXEC,
  EXECUTE,
  EXISTS,
  EXPLAIN,
  EXTENSION,
  EXTERNAL,
  FETCH,
  FIRST,
  FOR,
  FORCE,
  FOREIGN,
  FROM,
  FULL,
  FULLTEXT,
  FUNCTION,
  GLOBAL,
  GRANT,
  GROUP,
  HASH,
  HAVING,
  HIGH_PRIORITY,
  IDENTIFIED,
  IF,
  IGNORE,
  ILIKE,
  IMMEDIATE,
  IN,
  INDEX,
  INNER,
  INSERT,
  INTERSECT,
  INTERVAL,
  INTO,
  IS,
  ISOLATION,
  JOIN,
  KEY,
  LANGUAGE,
  LATERAL,
  LEFT,
  LIKE,
  LIMIT,
  LINK,
  LOCAL,
  LOGIN,
  LOW_PRIORITY,
  MAPPING,
  MATERIALIZED,
  MEMORY,
  MERGE,
  NATURAL,
  NONCLUSTERED,
  NONEDITIONABLE,
  NOT,
  NULL,
  OFFSET,
  OJ,
  ON,
  ONLY,
  OPEN,
  OPTION,
  OR,
  ORDER,
  OUT,
  OUTPUT,
  OVER,
  OVERWRITE,
  PACKAGE,
  PARTITION,
  PASSPHRASE,
  PASSWORD,
  PRAGMA,
  PRIMARY,
  PROCEDURE,
  PUBLIC,
  PWD,
  QUALIFY,
  QUICK,
  READ,
  RECURSIVE,
  RELEASE,
  RENAME,
  REPLACE,
  RESTORE,
  RETURN,
  RETURNING,
  REVOKE,
  RIGHT,
  ROLE,
  ROLLBACK,
  ROW,
  SAVEPOINT,
  SCHEDULE,
  SCHEMA,
  SELECT,
  SEQUENCE,
  SERVER,
  SESSION,
  SET,
  SPATIAL,
  START,
  STDIN,
  SUBSCRIPTION,
  SYNONYM,
  SYSTEM,
  TABLE,
  TEMP,
  TEMPORARY,
  THEN,
  TIME,
  TIMESTAMP,
  TO,
  TOP,
  TRAN,
  TRANSACTION,
  TRANSIENT,
  TRIGGER,
  TRUNCATE,
  TYPE,
  UNION,
  UNIQUE,
  UNLOGGED,
  UPDATE,
  USE,
  USER,
  USING,
  VALUES,
  VERBOSE,
  VIEW,
  VIRTUAL,
  WHEN,
  WHERE,
  WINDOW,
  WITH,
  WORK;

  /** A power of 2, so large that most words find an empty place or their keyword at once. */
  private static final int PLACES = 1024;

  private static final SqlWord[] TABLE_OF_WORDS = new SqlWord[PLACES];
  private static int longest;

  static {
    for (SqlWord word : values()) {
      if (word != NAME) {
        int place = place(word.spelling, 0, word.spelling.length());
        while (TABLE_OF_WORDS[place] != null) {
          place = (place + 1) & (PLACES - 1);
        }
        TABLE_OF_WORDS[place] = word;
        longest = Math.max(longest, word.spelling.length());
      }
    }
  }

  private final String spelling = name().toLowerCase(Locale.ROOT);

  /** The word between two places of a text, in whatever case. */
  static SqlWord of(String sql, int start, int end) {
    int length = end - start;
    if (length > longest) {
      return NAME;
    }
    int place = place(sql, start, end);
    SqlWord word = TABLE_OF_WORDS[place];
    while (word != null) {
      if (word.spelling.length() == length
          && sql.regionMatches(true, start, word.spelling, 0, length)) {
        return word;
      }
      place = (place + 1) & (PLACES - 1);
      word = TABLE_OF_WORDS[place];
    }
    return NAME;
  }

  private static int place(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + (text.charAt(i) | 0x20);
    }
    return (hash ^ hash >>> 10) & (PLACES - 1);
  }
}

package dev.tacho.sql;

import dev.tacho.sql.SqlDialect.Backslash;
import dev.tacho.sql.SqlDialect.DoubleQuote;
import dev.tacho.sql.SqlDialect.Feature;

/**
 * Walks over an SQL text token by token, in one pass, and never looks inside literals and comments.
 * It reads the first {@value #MAX_LENGTH} characters only. For one thread; to be used again.
 *
 * <p>It gives up, and then finds no more tokens, where it is not certain what is literal and what
 * is code: at a literal, name or comment without an end, at what no database has in its code, and
 * where the text reads otherwise on a server in another mode, or of another kind than the driver
 * suggests. All that it finds before such a place is certain.
 */
final class SqlLexer {
  static final int MAX_LENGTH = 16 * 1024;

  /** No database knows longer names. */
  private static final int MAX_NAME_LENGTH = 256;

  /** What {@link #next} found. */
  enum Token {
    /** A keyword or a name without quotes. */
    WORD,
    QUOTED_NAME,
    /** A literal in quotes, with its prefix. */
    STRING,
    NUMBER,
    /** A bind marker, with its name. */
    MARKER,
    /** One character. */
    SYMBOL,
    /** The end of the text, of the part that is read, or of what is certain. */
    END
  }

  private String sql = "";
  private SqlDialect dialect = SqlDialect.STANDARD;
  private int limit;

  /** Whether the text is longer than what is read of it. */
  private boolean cut;

  private int position;
  private boolean uncertain;

  /** Whether no database can mean it so. */
  private boolean nonsense;

  /** What backslashes do in this text. Unknown until one stands before a quote. */
  private Backslash backslash;

  /** Reads the rest of a text the other way, to see whether it can be meant so. */
  private SqlLexer otherReading;

  private Token token;
  private SqlWord word;
  private boolean blankBefore;

  /** Whether nothing stands between the token and the one before it. */
  private boolean adjacent;

  private boolean operandBefore;
  private SqlWord wordBefore;

  /** 0 if the token before was no symbol. */
  private char symbolBefore;

  /** The token with its quotes. */
  private int start;

  private int end;

  /** A name without its quotes. */
  private int nameStart;

  private int nameEnd;

  /** Whether the token is a literal in which backslashes escape for certain. */
  private boolean escapeString;

  void start(String text, SqlDialect textDialect) {
    sql = text;
    dialect = textDialect;
    limit = Math.min(text.length(), MAX_LENGTH);
    cut = limit < text.length();
    position = 0;
    uncertain = false;
    nonsense = false;
    backslash = Backslash.UNKNOWN;
    token = Token.END;
    word = SqlWord.NAME;
    escapeString = false;
    start = 0;
    end = 0;
  }

  /** Lets go of the text. */
  void release() {
    sql = "";
    limit = 0;
    if (otherReading != null) {
      otherReading.sql = "";
    }
  }

  /** Reads no further, as if the text ended here. */
  void stop() {
    position = limit;
    cut = false;
  }

  /**
   * Finds the next token.
   *
   * @param namePlace whether nothing but a name can follow in quotes
   */
  Token next(boolean namePlace) {
    boolean stringBefore = token == Token.STRING;
    operandBefore = isOperand();
    wordBefore = word;
    symbolBefore = token == Token.SYMBOL ? sql.charAt(start) : 0;
    blankBefore = skipBlanksAndComments();
    adjacent = !blankBefore && end > start;
    escapeString = escapeString && stringBefore;
    word = SqlWord.NAME;
    start = position;
    token = uncertain || position >= limit ? Token.END : read(namePlace || symbolBefore == '.');
    end = position;
    if ((stringBefore && adjacent && isUnknownWord()) || isBeforeQuote()) {
      giveUpOnNonsense(); // we took the end of a literal for its beginning, or the other way round
    }
    if (uncertain && token != Token.QUOTED_NAME) {
      token = Token.END;
    }
    return token;
  }

  /** Whether a number or the name of a marker touches a literal. */
  private boolean isBeforeQuote() {
    char following = at(end);
    return (following == '\'' || following == '"')
        && (token == Token.NUMBER || (token == Token.MARKER && end > start + 1));
  }

  /** Also the prefix of a literal. */
  private boolean isUnknownWord() {
    return start < end && isWordStart(sql.charAt(start)) && word == SqlWord.NAME;
  }

  private Token read(boolean namePlace) {
    char c = sql.charAt(position);
    if (isWordStart(c)) {
      return readWord();
    }
    if (isDigit(c) || (c == '.' && isDigit(at(position + 1)) && !(adjacent && operandBefore))) {
      return readNumber();
    }
    switch (c) {
      case '\'':
        return readString(c, wordBefore == SqlWord.ESCAPE);
      case '"':
        return readDoubleQuoted(namePlace);
      case '`':
        return readQuotedName('`');
      case '[':
        return readBracket(namePlace);
      case '$':
        return readDollar();
      case '?':
      case ':':
      case '@':
        return readMarker();
      case '\\':
        giveUpOnNonsense();
        return Token.END;
      default:
        return readSymbol(c);
    }
  }

  Token token() {
    return token;
  }

  /** {@link SqlWord#NAME} for a token that is no word. */
  SqlWord word() {
    return word;
  }

  boolean isSymbol(char symbol) {
    return token == Token.SYMBOL && sql.charAt(start) == symbol;
  }

  /** Whether the token can stand before an operator. */
  boolean isOperand() {
    switch (token) {
      case WORD:
        return word == SqlWord.NAME;
      case SYMBOL:
        return isSymbol(')') || isSymbol(']');
      case END:
        return false;
      default:
        return true;
    }
  }

  boolean blankBefore() {
    return blankBefore;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int nameStart() {
    return token == Token.QUOTED_NAME ? nameStart : start;
  }

  int nameEnd() {
    return token == Token.QUOTED_NAME ? nameEnd : end;
  }

  /** Whether something was found that is not certain, so that no text can be told. */
  boolean uncertain() {
    return uncertain;
  }

  /** Whether the text is longer than what is read of it. */
  boolean isCut() {
    return cut;
  }

  private void giveUp() {
    uncertain = true;
  }

  private void giveUpOnNonsense() {
    giveUp();
    nonsense = true;
  }

  /** Behind the last character that is read, inside of something that has not ended. */
  private Token unfinished() {
    position = limit;
    if (!cut) {
      giveUpOnNonsense();
    }
    return Token.END;
  }

  /** 0 behind the end. */
  private char at(int index) {
    return index < limit ? sql.charAt(index) : 0;
  }

  private boolean isAt(int index, char first, char second) {
    return at(index) == first && at(index + 1) == second;
  }

  // ---- words and numbers

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c >= 0x80 && isForeignLetter(c));
  }

  /** Not the modifier letters: a server may take one of them for an apostrophe. */
  private static boolean isForeignLetter(char c) {
    return Character.isLetterOrDigit(c) && Character.getType(c) != Character.MODIFIER_LETTER;
  }

  private boolean isWordPart(char c) {
    return isWordStart(c)
        || isDigit(c)
        || c == '$'
        || (c == '#' && dialect.has(Feature.HASH_NAMES));
  }

  private Token readWord() {
    skipWordParts();
    word = SqlWord.of(sql, start, position);
    char following = at(position);
    boolean unicode = following == '&' && isUnicodePrefix();
    boolean prefix = unicode || (following == '\'' ? isPrefix() : following == '"' && isCharset());
    if (prefix) {
      word = SqlWord.NAME;
      return readPrefixedString(unicode);
    }
    boolean quote = following == '\'' || following == '"';
    if (quote && word == SqlWord.NAME && symbolBefore != '{') { // {d'2026-01-01'}
      giveUp();
      nonsense = !mayBePrefix(); // we took the end of a literal for its beginning
    }
    return Token.WORD;
  }

  private Token readPrefixedString(boolean unicode) {
    if (isPrefix("q") || isPrefix("nq")) {
      return readQuotedByQ();
    }
    position += unicode ? 1 : 0;
    return readString(sql.charAt(position), false);
  }

  private void skipWordParts() {
    while (position < limit && isWordPart(sql.charAt(position))) {
      position++;
    }
  }

  private boolean isPrefix(String prefix) {
    return position - start == prefix.length()
        && sql.regionMatches(true, start, prefix, 0, prefix.length());
  }

  /** Whether the word is the prefix of a literal in another dialect. */
  private boolean mayBePrefix() {
    return sql.charAt(start) == '_'
        || isPrefix("e")
        || isPrefix("q")
        || isPrefix("nq")
        || isPrefix("r")
        || isGraphicPrefix();
  }

  private boolean isUnicodePrefix() {
    char quote = at(position + 1);
    return isPrefix("u") && (quote == '\'' || quote == '"');
  }

  private boolean isPrefix() {
    if (isPrefix("n") || isPrefix("x") || isPrefix("b") || isCharset()) {
      return true;
    }
    if (isPrefix("e")) {
      escapeString = dialect.has(Feature.ESCAPE_STRINGS);
      return escapeString;
    }
    if (isPrefix("q") || isPrefix("nq")) {
      return dialect.has(Feature.QUOTED_BY_Q);
    }
    return isGraphicPrefix() && dialect.has(Feature.GRAPHIC_STRINGS);
  }

  private boolean isGraphicPrefix() {
    return isPrefix("g") || isPrefix("gx") || isPrefix("ux") || isPrefix("bx");
  }

  private boolean isCharset() {
    return sql.charAt(start) == '_' && dialect.has(Feature.CHARSET_STRINGS);
  }

  private Token readNumber() {
    boolean hexadecimal = at(start) == '0' && (at(start + 1) | 0x20) == 'x';
    while (position < limit) {
      char c = sql.charAt(position);
      boolean sign = (c == '-' || c == '+') && !hexadecimal && isExponent(position);
      if (!isWordPart(c) && c != '.' && !sign) {
        break;
      }
      position++;
    }
    return Token.NUMBER;
  }

  /** Whether the sign there belongs to a number: {@code 1e-5}. */
  private boolean isExponent(int sign) {
    return sign > start && (sql.charAt(sign - 1) | 0x20) == 'e' && isDigit(at(sign + 1));
  }

  /** {@code ?}, {@code :name}, {@code @name}, {@code ?1}, {@code :1}; else part of an operator. */
  private Token readMarker() {
    char sign = sql.charAt(position);
    position++;
    if (sign != '?' && adjacent && (operandBefore || symbolBefore == sign)) {
      return Token.SYMBOL; // a::text, a[1:n], orders@archive
    }
    if (isDigit(at(position))) {
      skipWordParts();
      return Token.NUMBER;
    }
    if (sign == '?') {
      return Token.MARKER;
    }
    if (!isWordStart(at(position))) {
      return Token.SYMBOL;
    }
    skipWordParts();
    return Token.MARKER;
  }

  private Token readSymbol(char c) {
    if (c >= 0x80 || isAt(position, '*', '/')) {
      giveUpOnNonsense();
      return Token.END;
    }
    position++;
    return c == '#' && dialect.has(Feature.HASH_NAMES) ? readWord() : Token.SYMBOL;
  }

  // ---- literals

  /** Stands on the opening quote. */
  private Token readString(char quote, boolean escapeCharacter) {
    int opening = position;
    position++;
    return readRestOfString(quote, opening, escapeCharacter);
  }

  private Token readRestOfString(char quote, int opening, boolean escapeCharacter) {
    int backslashes = 0;
    while (position < limit) {
      char c = sql.charAt(position);
      if (c == '\\') {
        backslashes++;
      } else {
        if (c == quote) {
          boolean escaped = (backslashes & 1) == 1 && escapes(quote, opening, escapeCharacter);
          if (uncertain) {
            return Token.END;
          }
          if (!escaped && at(position + 1) != quote) {
            position++;
            return Token.STRING;
          }
          if (!escaped) {
            position++; // a doubled quote
          }
        }
        backslashes = 0;
      }
      position++;
    }
    return unfinished();
  }

  /** Whether the quote behind a backslash, on which we stand, belongs to the literal. */
  private boolean escapes(char quote, int opening, boolean escapeCharacter) {
    if (escapeString) {
      return true;
    }
    if (backslash == Backslash.UNKNOWN) {
      backslash = backslashes(quote, escapeCharacter && position == opening + 2);
      if (backslash == Backslash.UNKNOWN) {
        giveUp();
      }
    }
    return backslash == Backslash.ESCAPES;
  }

  /**
   * What backslashes do. The mode of the server may not be the usual one, so the text decides: read
   * the wrong way, a literal that goes on is taken for code, and what follows makes no sense. The
   * reading that is left is believed if it is the usual one of the dialect. For an unknown dialect
   * the place has to look like it: in {@code 'it\'s'} a letter follows, and {@code ESCAPE '\'} is a
   * phrase.
   */
  private Backslash backslashes(char quote, boolean escapeCharacter) {
    if (cut) {
      return Backslash.UNKNOWN;
    }
    Backslash likely = dialect.backslash;
    if (likely == Backslash.UNKNOWN) {
      likely = escapeCharacter ? Backslash.PLAIN : Backslash.ESCAPES;
      if (!escapeCharacter && !isNameBehind(position)) {
        return Backslash.UNKNOWN;
      }
    }
    boolean escaping = makesSense(quote, Backslash.ESCAPES);
    boolean plain = makesSense(quote, Backslash.PLAIN);
    Backslash possible = escaping ? Backslash.ESCAPES : Backslash.PLAIN;
    return escaping != plain && possible == likely ? likely : Backslash.UNKNOWN;
  }

  private boolean isNameBehind(int index) {
    int wordEnd = index + 1;
    while (wordEnd < limit && isWordPart(sql.charAt(wordEnd))) {
      wordEnd++;
    }
    return wordEnd > index + 1 && SqlWord.of(sql, index + 1, wordEnd) == SqlWord.NAME;
  }

  private boolean makesSense(char quote, Backslash assumed) {
    if (otherReading == null) {
      otherReading = new SqlLexer();
    }
    return otherReading.makesSense(this, quote, assumed);
  }

  private boolean makesSense(SqlLexer from, char quote, Backslash assumed) {
    start(from.sql, from.dialect);
    backslash = assumed;
    boolean closed = assumed == Backslash.PLAIN && from.at(from.position + 1) != quote;
    position = from.position + 1;
    start = from.start;
    end = position;
    token = Token.STRING;
    if (!closed) {
      position += assumed == Backslash.PLAIN ? 1 : 0;
      token = readRestOfString(quote, from.position, false);
      end = position;
    }
    while (token != Token.END) {
      next(false);
    }
    return !nonsense;
  }

  /** {@code "…"}, a name or a literal. */
  private Token readDoubleQuoted(boolean namePlace) {
    if (readString('"', false) == Token.END) {
      return Token.END;
    }
    boolean certainName =
        dialect.doubleQuote == DoubleQuote.NAME
            || (dialect.doubleQuote == DoubleQuote.UNKNOWN && (namePlace || at(position) == '.'));
    return certainName ? endOfName() : Token.STRING;
  }

  /** Stands on the quote of {@code q'[…]'}; ends behind the partner of bracket and quote. */
  private Token readQuotedByQ() {
    char opening = at(position + 1);
    int pair = "[{(<".indexOf(opening);
    char closing = pair < 0 ? opening : "]})>".charAt(pair);
    if (opening <= ' '
        || opening == '\''
        || (isWordPart(opening) && dialect == SqlDialect.STANDARD)) {
      giveUp();
      return Token.END;
    }
    position += 2;
    while (position < limit && !isAt(position, closing, '\'')) {
      position++;
    }
    if (position >= limit) {
      return unfinished();
    }
    position += 2;
    return Token.STRING;
  }

  /** {@code $$…$$} and {@code $tag$…$tag$}, else a marker such as {@code $1}, or money. */
  private Token readDollar() {
    int tagEnd = position + 1;
    if (isWordStart(at(tagEnd))) {
      while (isWordStart(at(tagEnd)) || isDigit(at(tagEnd))) {
        tagEnd++;
      }
    }
    if (at(tagEnd) != '$') {
      position++;
      return readNumber();
    }
    if (!dialect.has(Feature.DOLLAR_QUOTES)) {
      giveUp();
      return Token.END;
    }
    int tagLength = tagEnd + 1 - position;
    position = tagEnd + 1;
    while (position + tagLength <= limit) {
      if (sql.charAt(position) == '$' && sql.regionMatches(position, sql, start, tagLength)) {
        position += tagLength;
        return Token.STRING;
      }
      position++;
    }
    return unfinished();
  }

  // ---- names in quotes

  /** A name in backticks; they are never the quotes of a literal. */
  private Token readQuotedName(char closing) {
    position++;
    while (position < limit && sql.charAt(position) != closing) {
      position++;
    }
    if (position >= limit) {
      return unfinished();
    }
    position++;
    endOfName();
    return uncertain ? Token.END : Token.QUOTED_NAME; // elsewhere these are no quotes
  }

  /** {@code [name]}, else the bracket of an array. */
  private Token readBracket(boolean namePlace) {
    if (namePlace || dialect.has(Feature.BRACKETS)) {
      boolean element = adjacent && (operandBefore || wordBefore == SqlWord.ARRAY);
      boolean certain = namePlace || (!element && isWordStart(at(position + 1)));
      if (readQuotedName(']') == Token.END) {
        return Token.END;
      }
      if (certain) {
        return Token.QUOTED_NAME;
      }
    }
    position = start + 1;
    return Token.SYMBOL;
  }

  /** Stands behind the closing quote of a name. */
  private Token endOfName() {
    nameStart = start + 1;
    nameEnd = position - 1;
    if (at(position) == sql.charAt(nameEnd) || !isPlain(nameStart, nameEnd)) {
      giveUp();
    }
    return Token.QUOTED_NAME;
  }

  /** Whether no reading of a name finds a quote or a comment in it. */
  private boolean isPlain(int from, int to) {
    int dollars = 0;
    for (int i = from; i < to; i++) {
      char c = sql.charAt(i);
      if (c == '$') {
        dollars++;
      }
      boolean comment = isAt(i, '-', '-') || isAt(i, '/', '*') || isAt(i, '/', '/');
      if (comment
          || dollars > 1
          || !(isWordStart(c) || isDigit(c) || " $-./()%&+,:@".indexOf(c) >= 0)) {
        return false;
      }
    }
    return to - from <= MAX_NAME_LENGTH;
  }

  // ---- blanks and comments

  private boolean skipBlanksAndComments() {
    int before = position;
    while (position < limit && !uncertain) {
      char c = sql.charAt(position);
      if (isBlank(c)) {
        position++;
      } else if (c == '-' && at(position + 1) == '-') {
        skipLine(at(position + 2) <= ' '); // MySQL wants it; the end is 0
      } else if (c == '/' && at(position + 1) == '*') {
        skipComment();
      } else if (c == '/' && at(position + 1) == '/') {
        skipLine(dialect.has(Feature.SLASH_COMMENTS));
      } else if (c == '#' && !isHashInCode()) {
        skipLine(dialect.has(Feature.HASH_COMMENTS) && !isHashOperator());
      } else {
        break;
      }
    }
    return position > before;
  }

  private static boolean isBlank(char c) {
    return c <= ' '
        || (c >= 0x7f
            && (Character.isISOControl(c)
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == '\ufeff'));
  }

  private boolean isHashInCode() {
    char following = at(position + 1);
    return (dialect.has(Feature.HASH_NAMES) && (following == '#' || isWordStart(following)))
        || (dialect.has(Feature.HASH_OPERATORS) && isHashOperator());
  }

  /** {@code #>}, {@code #>>} and {@code #-}. */
  private boolean isHashOperator() {
    char following = at(position + 1);
    return following == '>' || following == '-';
  }

  /**
   * A comment up to the end of the line. What another database takes for code, {@code 5--1}, must
   * leave nothing open at the end of the line.
   */
  private void skipLine(boolean certain) {
    boolean code = !certain;
    while (position < limit && sql.charAt(position) != '\n') {
      if (code && opens(position)) {
        giveUp();
        return;
      }
      code = code || sql.charAt(position) == '\r'; // ends the line for some
      position++;
    }
  }

  /**
   * A comment in {@code /*}. Where only some take what is in it for code, such as {@code /*!} of
   * MySQL and what follows a comment in the comment, it must leave nothing open.
   */
  private void skipComment() {
    boolean code = at(position + 2) == '!' || isAt(position + 2, 'M', '!');
    int depth = 1;
    position += 2;
    while (position < limit) {
      if (isAt(position, '*', '/')) {
        position += 2;
        depth--;
        if (depth == 0) {
          return;
        }
        code = true;
      } else if (isAt(position, '/', '*')) {
        if (code || !dialect.has(Feature.NESTED_COMMENTS)) {
          giveUp();
          return;
        }
        position += 2;
        depth++;
      } else {
        if (code && opens(position)) {
          giveUp();
          return;
        }
        position++;
      }
    }
    unfinished();
  }

  /** Whether some database finds the beginning of a literal, name or comment here. */
  private boolean opens(int index) {
    char c = sql.charAt(index);
    return c == '\'' || c == '"' || c == '`' || c == '\\' || c == '$' || isAt(index, '/', '*');
  }
}

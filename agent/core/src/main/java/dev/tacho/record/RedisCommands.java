package dev.tacho.record;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the recorder has to know about Redis commands, all in this one table. Source: the command
 * reference of Redis and of its modules, section "Return information" of each command.
 *
 * <p>Reads that can miss are those that give a value, or a part of one, that may not be there, and
 * change nothing ({@code GETDEL} and {@code GETEX} are reads too). What takes elements off a queue
 * does not miss: a worker that polls an empty one is no cache that fails. What tells of membership,
 * type, number or time to live does not either, since "no" is as good an answer as "yes"; but
 * {@code EXISTS} and {@code HEXISTS} are asked before a read, or in its place. Searches, by score
 * or text, and scans do not miss.
 */
final class RedisCommands {
  /** How a reply tells hit from miss. */
  enum Kind {
    /** Not a read that can miss. */
    PLAIN,
    /** Nil is a miss. */
    NIL_MISSES,
    /** The number of keys that there are, or whether there is the only one asked for. */
    NUMBER_OF_HITS,
    /** The same where one is asked for, whatever the number of arguments. */
    NUMBER_OF_HITS_OF_ONE,
    /** An empty collection or string is a miss, and so is nil. */
    EMPTY_MISSES,
    /** One element for each key or field, nil for a miss. */
    NIL_MISSES_PER_KEY,
    /** Waits for somebody else, so that its duration says nothing. */
    BLOCKING,
    /** Blocks if its option {@code BLOCK} is given. */
    BLOCKING_BY_OPTION,
    /**
     * The start of a transaction, which counts when it is executed, and the end of a connection.
     */
    UNCOUNTED;

    boolean canMiss() {
      return compareTo(NIL_MISSES) >= 0 && compareTo(NIL_MISSES_PER_KEY) <= 0;
    }
  }

  /** What is no command of Redis, but counts as one. */
  static final String PIPELINE = "PIPELINE";

  /** A connection that was not to be had, so that no command was reached. */
  static final String CONNECT = "CONNECT";

  private static final Map<String, Kind> kinds = table();

  private static final byte[] BLOCK = {'B', 'L', 'O', 'C', 'K'};
  private static final byte[] STREAMS = {'S', 'T', 'R', 'E', 'A', 'M', 'S'};

  private RedisCommands() {}

  /** The kind of a command, given in upper case. */
  static Kind kind(String command) {
    Kind kind = kinds.get(command);
    return kind == null ? Kind.PLAIN : kind;
  }

  /** Whether the arguments of {@code XREAD} and its like ask to wait. */
  static boolean haveBlock(byte[][] arguments) {
    for (byte[] argument : arguments) {
      if (is(STREAMS, argument)) {
        return false; // keys follow
      }
      if (is(BLOCK, argument)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(byte[] upperCase, byte[] text) {
    if (text == null || text.length != upperCase.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (CommandTable.upper(text[i]) != upperCase[i]) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Kind> table() {
    Map<String, Kind> table = new HashMap<>();
    // strings
    put(table, Kind.NIL_MISSES, "get getdel getex digest");
    put(table, Kind.EMPTY_MISSES, "getrange substr");
    put(table, Kind.NIL_MISSES_PER_KEY, "mget");
    // keys
    put(table, Kind.NUMBER_OF_HITS, "exists");
    put(table, Kind.NIL_MISSES, "dump");
    // hashes
    put(table, Kind.NIL_MISSES, "hget");
    put(table, Kind.NIL_MISSES_PER_KEY, "hmget hgetdel hgetex");
    put(table, Kind.EMPTY_MISSES, "hgetall hkeys hvals hrandfield");
    put(table, Kind.NUMBER_OF_HITS_OF_ONE, "hexists");
    // lists and sets
    put(table, Kind.NIL_MISSES, "lindex");
    put(table, Kind.EMPTY_MISSES, "lrange smembers srandmember");
    // sorted sets and geospatial indexes
    put(table, Kind.NIL_MISSES, "zscore zrank zrevrank geodist");
    put(table, Kind.NIL_MISSES_PER_KEY, "zmscore geopos geohash");
    put(table, Kind.EMPTY_MISSES, "zrandmember");
    // vector sets, JSON, time series
    put(table, Kind.NIL_MISSES, "vemb vgetattr json.get");
    put(table, Kind.NIL_MISSES_PER_KEY, "json.mget");
    put(table, Kind.EMPTY_MISSES, "ts.get");

    put(table, Kind.BLOCKING, "blpop brpop blmove blmpop brpoplpush bzpopmin bzpopmax bzmpop");
    put(table, Kind.BLOCKING, "subscribe psubscribe ssubscribe");
    put(table, Kind.BLOCKING, "unsubscribe punsubscribe sunsubscribe"); // answered among messages
    put(table, Kind.BLOCKING, "monitor wait waitaof");
    put(table, Kind.BLOCKING_BY_OPTION, "xread xreadgroup");
    put(table, Kind.UNCOUNTED, "multi quit");
    return Collections.unmodifiableMap(table);
  }

  private static void put(Map<String, Kind> table, Kind kind, String commands) {
    for (String command : commands.toUpperCase(Locale.ROOT).split(" ", -1)) {
      table.put(command, kind);
    }
  }
}

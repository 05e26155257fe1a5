package dev.tacho.record;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What the recorder has to know about Redis commands, all in this one table. Source: the command
 * reference of Redis, section "Reply" of each command.
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
    /** An empty collection is a miss. */
    EMPTY_MISSES,
    /** One element for each key or field, nil for a miss. */
    NIL_MISSES_PER_KEY,
    /** Waits for somebody else, so that its duration says nothing. */
    BLOCKING
  }

  private static final Map<String, Kind> kinds = table();

  private RedisCommands() {}

  /** The kind of a command, given in upper case. */
  static Kind kind(String command) {
    Kind kind = kinds.get(command);
    return kind == null ? Kind.PLAIN : kind;
  }

  private static Map<String, Kind> table() {
    Map<String, Kind> table = new HashMap<>();
    put(
        table,
        Kind.NIL_MISSES,
        "GET GETDEL GETEX HGET LINDEX ZSCORE ZRANK ZREVRANK HRANDFIELD SRANDMEMBER JSON.GET");
    put(table, Kind.NUMBER_OF_HITS, "EXISTS HEXISTS");
    put(table, Kind.EMPTY_MISSES, "HGETALL");
    put(table, Kind.NIL_MISSES_PER_KEY, "MGET HMGET");
    put(
        table,
        Kind.BLOCKING,
        "BLPOP BRPOP BLMOVE BLMPOP BRPOPLPUSH BZPOPMIN BZPOPMAX BZMPOP"
            + " SUBSCRIBE PSUBSCRIBE SSUBSCRIBE MONITOR WAIT WAITAOF");
    return Collections.unmodifiableMap(table);
  }

  private static void put(Map<String, Kind> table, Kind kind, String commands) {
    for (String command : commands.split(" ", -1)) {
      table.put(command, kind);
    }
  }
}

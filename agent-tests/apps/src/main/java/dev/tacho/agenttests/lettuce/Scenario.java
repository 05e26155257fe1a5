package dev.tacho.agenttests.lettuce;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that an application does with Lettuce, and what it counts as. What it does not name
 * must not count at all. Knows nothing of Lettuce, so that the tests can read it.
 */
public enum Scenario {
  SYNC_GET(call("set", "ok"), call("get", "hit"), call("get", "miss")),
  SYNC_SEVERAL_KEYS(
      call("mset", "ok"),
      keys("mget", 2, 1),
      call("hset", "ok"),
      keys("hmget", 1, 1),
      keys("exists", 1, 2)),
  SYNC_COLLECTIONS(
      call("rpush", "ok"),
      call("lrange", "hit"),
      call("lrange", "miss"),
      call("hgetall", "miss"),
      call("zscore", "miss"),
      keys("geohash", 1, 1),
      call("geoadd", "ok")),
  SYNC_ERROR_REPLY(call("rpush", "ok"), call("get", "error")),
  SYNC_CHANNEL(call("mset", "ok"), call("mget", "ok"), call("lrange", "miss")),
  SYNC_SCRIPT(call("eval", "ok"), call("eval", "error")),
  SYNC_TRANSACTION(call("set", "ok"), call("exec", "ok"), call("get", "hit")),
  SYNC_DISCARDED_TRANSACTION(call("discard", "ok"), call("get", "miss")),
  SYNC_ABORTED_TRANSACTION(call("exec", "error")),
  SYNC_BLOCKING(
      call("rpush", "ok"), untimed("blpop", "ok"), call("xadd", "ok"), untimed("xread", "ok")),
  SYNC_NOT_BLOCKING(call("xadd", "ok"), call("xread", "ok"), call("xread", "ok")),
  SYNC_SUBSCRIPTION(
      untimed("subscribe", "ok"), call("publish", "ok"), untimed("unsubscribe", "ok")),
  SYNC_TIMEOUT(call("get", "error")),
  SYNC_CONNECTION_LOST(call("get", "error"), call("set", "error")),
  SYNC_OWN_COMMAND(call("echo", "ok"), call("set", "ok"), call("get", "hit")),
  ASYNC_GET(call("set", "ok"), call("get", "hit"), call("get", "miss"), call("get", "hit")),
  ASYNC_ERROR_REPLY(call("rpush", "ok"), call("get", "error")),
  ASYNC_BATCH(call("set", "ok"), call("set", "ok"), call("get", "hit")),
  ASYNC_TRANSACTION(call("exec", "ok")),
  ASYNC_CANCELLED(call("get", "error")),
  ASYNC_TIMEOUT(call("get", "error")),
  ASYNC_CONNECTION_LOST(call("get", "error")),
  ASYNC_COMPLETED_BY_APPLICATION(call("get", "error")),
  REACTIVE_GET(call("set", "ok"), call("get", "hit"), call("get", "miss")),
  REACTIVE_NOT_SUBSCRIBED(),
  REACTIVE_SUBSCRIBED_TWICE(call("incr", "ok"), call("incr", "ok")),
  REACTIVE_SEVERAL_KEYS(call("mset", "ok"), keys("mget", 2, 1)),
  REACTIVE_COLLECTIONS(call("rpush", "ok"), call("lrange", "hit"), call("lrange", "miss")),
  REACTIVE_ERROR_REPLY(call("rpush", "ok"), call("get", "error")),
  REACTIVE_TRANSACTION(call("exec", "ok")),
  REACTIVE_CANCELLED(call("get", "error")),
  REACTIVE_CONNECTION_LOST(call("get", "error")),
  CONNECT_REFUSED(untimed("connect", "error")),
  CONNECT_REFUSED_ASYNC(untimed("connect", "error")),
  CONNECT_WITH_DATABASE_AND_NAME(call("get", "miss"), call("client", "ok")),
  CONNECT_WITH_PASSWORD(call("get", "miss")),
  RECONNECT(call("client", "ok"), call("get", "miss")),
  RECONNECT_SUBSCRIPTION(
      untimed("psubscribe", "ok"), call("client", "ok"), untimed("punsubscribe", "ok")),
  CLUSTER_GET(call("set", "ok"), call("get", "hit"), call("get", "miss")),
  CLUSTER_TOPOLOGY(),
  CLUSTER_SEVERAL_SLOTS(
      call("set", "ok"), keys("mget", 1, 0), keys("mget", 0, 1), keys("mget", 0, 1)),
  CLUSTER_REDIRECT(
      call("get", "miss"), call("cluster", "ok"), call("cluster", "ok"), call("cluster", "ok")),
  CLUSTER_READ_FROM_ANY(call("set", "ok"), call("get", "hit")),
  CLUSTER_NODE(call("ping", "ok")),
  CLUSTER_REACTIVE(call("set", "ok"), call("get", "hit")),
  CLUSTER_CONNECT_REFUSED(untimed("connect", "error")),
  MASTER_REPLICA_GET(call("set", "ok"), call("get", "hit"));

  /** Adds to the counts by series. */
  private interface Count {
    void addTo(Map<String, Integer> counts);
  }

  @SuppressWarnings("ImmutableEnumChecker") // after its constructor it is
  private final Map<String, Integer> counts = new TreeMap<>();

  Scenario(Count... expected) {
    for (Count count : expected) {
      count.addTo(counts);
    }
  }

  private static Count call(String operation, String result) {
    return counts -> {
      counts.merge(operation + ' ' + result, 1, Integer::sum);
      counts.merge(operation + " timed", 1, Integer::sum);
    };
  }

  private static Count untimed(String operation, String result) {
    return counts -> counts.merge(operation + ' ' + result, 1, Integer::sum);
  }

  /** One call that reads several. */
  private static Count keys(String operation, int hits, int misses) {
    return counts -> {
      if (hits > 0) {
        counts.merge(operation + " hit", hits, Integer::sum);
      }
      if (misses > 0) {
        counts.merge(operation + " miss", misses, Integer::sum);
      }
      counts.merge(operation + " timed", 1, Integer::sum);
    };
  }

  /** By operation and result, and how many were timed by operation. */
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }
}

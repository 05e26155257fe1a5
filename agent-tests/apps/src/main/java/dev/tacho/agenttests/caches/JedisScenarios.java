package dev.tacho.agenttests.caches;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What applications do with Jedis, in all of its versions. */
public final class JedisScenarios {
  private static final List<CacheScenario> all = new ArrayList<>();

  static {
    commands();
    scriptsAndBlocking();
    pipelines();
    transactions();
    pools();
    failures();
    unified();
    clusters();
    sharded();
  }

  private JedisScenarios() {}

  /** In the order in which they build on each other: none does, but keys stay. */
  public static List<CacheScenario> all() {
    return Collections.unmodifiableList(all);
  }

  static CacheScenario named(String name) {
    return all.stream().filter(scenario -> scenario.name.equals(name)).findFirst().get();
  }

  private static CacheScenario add(String name, CacheScenario.Work work) {
    CacheScenario scenario = new CacheScenario(name, work);
    all.add(scenario);
    return scenario;
  }

  private static void commands() {
    add(
            "start from nothing",
            session -> with(session, jedis -> session.sees(jedis.call("flushAll"))))
        .counts(1, "flushall", "ok");
    add(
            "strings",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("set", "s", "value"));
                      session.sees(jedis.call("get", "s"));
                      session.sees(jedis.call("get", "none"));
                      session.sees(jedis.call("get", bytes("s")));
                      session.sees(jedis.call("getrange", "s", 1L, 2L));
                      session.sees(jedis.call("getrange", "none", 1L, 2L));
                      session.sees(jedis.call("strlen", "none"));
                      session.sees(jedis.call("incr", "n"));
                      session.sees(jedis.call("setnx", "s", "other"));
                    }))
        .counts(1, "set", "ok")
        .counts(2, "get", "hit")
        .counts(1, "get", "miss")
        .counts(1, "getrange", "hit")
        .counts(1, "getrange", "miss")
        .counts(1, "strlen", "ok")
        .counts(1, "incr", "ok")
        .counts(1, "setnx", "ok");
    add(
            "several keys",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("mset", (Object) words("a", "1", "b", "2")));
                      session.sees(jedis.call("mget", (Object) words("a", "none", "b")));
                      session.sees(jedis.call("exists", "a"));
                      session.sees(jedis.call("exists", "none"));
                      session.sees(jedis.call("exists", (Object) words("a", "b", "none")));
                      session.sees(jedis.call("del", (Object) words("a", "b")));
                      session.sees(jedis.call("type", "none"));
                      session.sees(jedis.call("ttl", "none"));
                    }))
        .counts(1, "mset", "ok")
        .countsKeys("mget", 2, 1)
        .countsKeys("exists", 1, 0)
        .countsKeys("exists", 0, 1)
        .countsKeys("exists", 2, 1)
        .counts(1, "del", "ok")
        .counts(1, "type", "ok")
        .counts(1, "ttl", "ok");
    add(
            "hashes",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("hset", "h", "f", "value"));
                      session.sees(jedis.call("hget", "h", "f"));
                      session.sees(jedis.call("hget", "h", "none"));
                      session.sees(jedis.call("hmget", "h", words("none", "f", "nor this")));
                      session.sees(jedis.call("hgetAll", "h"));
                      session.sees(jedis.call("hgetAll", "none"));
                      session.sees(jedis.call("hexists", "h", "f"));
                      session.sees(jedis.call("hexists", "h", "none"));
                      session.sees(jedis.call("hvals", "none"));
                      session.sees(jedis.call("hlen", "none"));
                    }))
        .counts(1, "hset", "ok")
        .counts(1, "hget", "hit")
        .counts(1, "hget", "miss")
        .countsKeys("hmget", 1, 2)
        .counts(1, "hgetall", "hit")
        .counts(1, "hgetall", "miss")
        .counts(1, "hexists", "hit")
        .counts(1, "hexists", "miss")
        .counts(1, "hvals", "miss")
        .counts(1, "hlen", "ok");
    add(
            "lists and sets",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("rpush", "l", words("x")));
                      session.sees(jedis.call("lindex", "l", 0L));
                      session.sees(jedis.call("lindex", "l", 7L));
                      session.sees(jedis.call("lrange", "none", 0L, -1L));
                      session.sees(jedis.call("lpop", "l"));
                      session.sees(jedis.call("lpop", "l"));
                      session.sees(jedis.call("sadd", "set", words("x")));
                      session.sees(jedis.call("smembers", "set"));
                      session.sees(jedis.call("smembers", "none"));
                      session.sees(jedis.call("srandmember", "none"));
                      session.sees(jedis.call("sismember", "set", "none"));
                      session.sees(jedis.call("spop", "none"));
                    }))
        .counts(1, "rpush", "ok")
        .counts(1, "lindex", "hit")
        .counts(1, "lindex", "miss")
        .counts(1, "lrange", "miss")
        .counts(2, "lpop", "ok")
        .counts(1, "sadd", "ok")
        .counts(1, "smembers", "hit")
        .counts(1, "smembers", "miss")
        .counts(1, "srandmember", "miss")
        .counts(1, "sismember", "ok")
        .counts(1, "spop", "ok");
    add(
            "sorted sets",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("zadd", "z", 1.5, "x"));
                      session.sees(jedis.call("zscore", "z", "x"));
                      session.sees(jedis.call("zscore", "z", "none"));
                      session.sees(jedis.call("zrank", "z", "x"));
                      session.sees(jedis.call("zrank", "z", "none"));
                      session.sees(jedis.call("zrangeByScore", "z", 7.0, 8.0));
                    }))
        .counts(1, "zadd", "ok")
        .counts(1, "zscore", "hit")
        .counts(1, "zscore", "miss")
        .counts(1, "zrank", "hit")
        .counts(1, "zrank", "miss")
        .counts(1, "zrangebyscore", "ok");
    add(
            "newer reads",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("zmscore", "z", words("x", "none")));
                      session.sees(jedis.call("smismember", "set", words("x", "none")));
                      session.sees(jedis.call("getDel", "n"));
                      session.sees(jedis.call("getDel", "n"));
                    }))
        .since(400)
        .countsKeys("zmscore", 1, 1)
        .counts(1, "smismember", "ok")
        .counts(1, "getdel", "hit")
        .counts(1, "getdel", "miss");
    add(
            "commands to the server",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("ping"));
                      session.sees(jedis.call("select", 1));
                      session.sees(jedis.call("dbSize"));
                      session.sees(jedis.call("configGet", "maxmemory"));
                      session.sees(jedis.call("clientSetname", "scenarios"));
                    }))
        .counts(1, "ping", "ok")
        .counts(1, "select", "ok")
        .counts(1, "dbsize", "ok")
        .counts(1, "config", "ok")
        .counts(1, "client", "ok");
    add(
            "commands of the application's own",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("sendCommand", own("get"), words("s")));
                      session.sees(jedis.call("sendCommand", own("Get"), words("none")));
                      session.sees(jedis.call("sendCommand", own("OBJECT"), words("freq", "none")));
                      session.tries(
                          () -> jedis.call("sendCommand", own("JSON.GET"), words("none")));
                      session.tries(() -> jedis.call("sendCommand", own("key 42"), words("none")));
                    }))
        .since(301)
        .counts(1, "get", "hit")
        .counts(1, "get", "miss")
        .counts(1, "object", "ok")
        .counts(1, "json.get", "error")
        .counts(1, "_other_", "error");
  }

  private static void scriptsAndBlocking() {
    add(
            "Lua",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("eval", "return 'value'"));
                      session.sees(jedis.call("scriptLoad", "return 1"));
                      session.tries(
                          () -> jedis.call("evalsha", "0123456789012345678901234567890123456789"));
                    }))
        .counts(1, "eval", "ok")
        .counts(1, "script", "ok")
        .counts(1, "evalsha", "error");
    add(
            "blocking commands",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("rpush", "q", words("x", "y", "z")));
                      session.sees(jedis.call("blpop", 1, "q"));
                      session.sees(jedis.call("blpop", 1, words("none", "q")));
                      session.sees(jedis.call("brpoplpush", "q", "done", 1));
                    }))
        .counts(1, "rpush", "ok")
        .untimed(2, "blpop", "ok")
        .untimed(1, "brpoplpush", "ok");
    add(
            "streams",
            session ->
                with(
                    session,
                    jedis ->
                        session.sees(
                            jedis.call(
                                "sendCommand", own("XREAD"), words("STREAMS", "none", "0")))))
        .since(301)
        .counts(1, "xread", "ok");
    add(
            "streams that are waited for",
            session ->
                with(
                    session,
                    jedis ->
                        session.sees(
                            jedis.call(
                                "sendCommand",
                                own("XREAD"),
                                words("COUNT", "1", "BLOCK", "1", "STREAMS", "none", "0")))))
        .since(301)
        .until(399)
        .untimed(1, "xread", "ok");
    add(
            "any command that is waited for",
            session ->
                with(
                    session,
                    jedis ->
                        session.sees(
                            jedis.call(
                                "sendBlockingCommand",
                                own("XREAD"),
                                words("BLOCK", "1", "STREAMS", "none", "0")))))
        .since(400)
        .untimed(1, "xread", "ok");
    add(
            "messages",
            session ->
                with(
                    session,
                    jedis -> jedis.call("subscribe", new Listener(session), words("channel"))))
        .untimed(1, "subscribe", "ok")
        .counts(1, "publish", "ok")
        .counts(1, "get", "miss")
        .untimed(1, "unsubscribe", "ok");
  }

  private static void pipelines() {
    add(
            "pipelines",
            session ->
                with(
                    session,
                    jedis -> {
                      Reflective pipeline = jedis.get("pipelined");
                      pipeline.call("set", "s", "value");
                      Reflective first = pipeline.get("get", "s");
                      pipeline.call("get", "none");
                      pipeline.call("sync");
                      session.sees(first.call("get"));
                      pipeline.call("get", "s");
                      session.sees(pipeline.call("syncAndReturnAll"));
                      pipeline.call("sync"); // nothing
                      pipeline.call("get", "s");
                      pipeline.call("close");
                    }))
        .counts(3, "pipeline", "ok");
    add(
            "a pipeline of one command, others in between",
            session ->
                with(
                    session,
                    jedis -> {
                      Reflective pipeline = jedis.get("pipelined");
                      pipeline.call("get", "s");
                      with(session, other -> session.sees(other.call("get", "s")));
                      session.sees(pipeline.call("syncAndReturnAll"));
                    }))
        .counts(1, "get", "hit")
        .counts(1, "pipeline", "ok");
    add(
            "an error reply in a pipeline",
            session ->
                with(
                    session,
                    jedis -> {
                      Reflective pipeline = jedis.get("pipelined");
                      pipeline.call("incr", "s");
                      pipeline.call("get", "s");
                      session.sees(pipeline.call("syncAndReturnAll"));
                    }))
        .counts(1, "pipeline", "ok");
  }

  private static void transactions() {
    add(
            "a transaction",
            session ->
                with(
                    session,
                    jedis -> {
                      Reflective transaction = jedis.get("multi");
                      transaction.call("set", "s", "value");
                      Reflective value = transaction.get("get", "s");
                      session.sees(transaction.call("exec"));
                      session.sees(value.call("get"));
                      session.sees(jedis.call("get", "s"));
                    }))
        .counts(1, "exec", "ok")
        .counts(1, "get", "hit");
    add(
            "a transaction that is given up",
            session ->
                with(
                    session,
                    jedis -> {
                      Reflective transaction = jedis.get("multi");
                      transaction.call("set", "s", "value");
                      session.sees(transaction.call("discard"));
                    }))
        .counts(1, "discard", "ok");
    add(
            "a transaction that another one outruns",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("watch", (Object) words("s")));
                      with(session, other -> session.sees(other.call("set", "s", "value")));
                      Reflective transaction = jedis.get("multi");
                      transaction.call("set", "s", "mine");
                      session.sees(transaction.call("exec"));
                    }))
        .counts(1, "watch", "ok")
        .counts(1, "set", "ok")
        .counts(1, "exec", "ok");
  }

  private static void pools() {
    add(
            "a pool that checks its connections",
            session -> {
              Reflective pool =
                  Reflective.create("JedisPool", checking(), RedisSession.HOST, session.port);
              for (int i = 0; i < 3; i++) {
                Reflective jedis = pool.get("getResource");
                session.sees(jedis.call("get", "s"));
                jedis.call("close");
              }
              pool.call("close");
            })
        .counts(3, "get", "hit");
    add(
            "a pool with a password",
            session -> {
              Reflective pool = pool(session, RedisSession.PASSWORD);
              Reflective jedis = pool.get("getResource");
              session.sees(jedis.call("get", "none"));
              jedis.call("close");
              pool.call("close");
            })
        .counts(1, "get", "miss");
    add(
            "a pool with the wrong password",
            session -> {
              Reflective pool = pool(session, "wrong");
              session.tries(() -> pool.call("getResource"));
              pool.call("close");
            })
        .untimed(1, "connect", "error");
    add(
            "a pool without a server",
            session -> {
              Reflective pool =
                  Reflective.create("JedisPool", RedisSession.HOST, RedisSession.REFUSED);
              session.tries(() -> pool.call("getResource"));
              session.tries(() -> pool.call("getResource"));
              pool.call("close");
            })
        .untimed(2, "connect", "error");
    add(
            "an exhausted pool",
            session -> {
              Reflective config = checking();
              config.call("setMaxTotal", 1);
              config.call("setMaxWaitMillis", 1L);
              Reflective pool =
                  Reflective.create("JedisPool", config, RedisSession.HOST, session.port);
              Reflective jedis = pool.get("getResource");
              session.tries(() -> pool.call("getResource"));
              jedis.call("close");
              pool.call("close");
            })
        .untimed(1, "connect", "error");
  }

  private static void failures() {
    add(
            "an error reply",
            session ->
                with(
                    session,
                    jedis -> {
                      session.sees(jedis.call("set", "s", "value"));
                      session.tries(() -> jedis.call("rpush", "s", words("x")));
                      session.tries(() -> jedis.call("hget", "s", "f"));
                      session.sees(jedis.call("get", "s"));
                    }))
        .counts(1, "set", "ok")
        .counts(1, "rpush", "error")
        .counts(1, "hget", "error")
        .counts(1, "get", "hit");
    add(
            "a connection that is lost",
            session -> {
              Reflective jedis = RedisSession.jedis(session.stub.port());
              session.sees(jedis.call("get", "there"));
              session.tries(() -> jedis.call("get", "lost"));
              jedis.call("close");
            })
        .counts(1, "get", "hit")
        .counts(1, "get", "error");
    add(
            "a connection that is lost in a pipeline",
            session -> {
              Reflective jedis = RedisSession.jedis(session.stub.port());
              Reflective pipeline = jedis.get("pipelined");
              pipeline.call("get", "lost");
              session.tries(() -> pipeline.call("sync"));
              session.tries(() -> jedis.call("close"));
            })
        .counts(1, "pipeline", "error");
    add(
            "a connection that is refused when a command needs it",
            session -> {
              Reflective jedis = RedisSession.jedis(RedisSession.REFUSED);
              session.tries(() -> jedis.call("get", "s"));
              session.tries(() -> jedis.call("set", "s", "value"));
            })
        .counts(1, "get", "error")
        .counts(1, "set", "error");
    add(
            "a connection that is refused before",
            session ->
                session.tries(() -> RedisSession.jedis(RedisSession.REFUSED).call("connect")))
        .untimed(1, "connect", "error");
  }

  private static void unified() {
    add(
            "a client with a pool of its own",
            session -> {
              Reflective client = pooled(session.port);
              session.sees(client.call("set", "s", "value"));
              session.sees(client.call("get", "s"));
              session.sees(client.call("exists", (Object) words("s", "none")));
              session.sees(client.call("hgetAll", "none"));
              client.call("close");
            })
        .since(400)
        .counts(1, "set", "ok")
        .counts(1, "get", "hit")
        .countsKeys("exists", 1, 1)
        .counts(1, "hgetall", "miss");
    add(
            "its pipelines",
            session -> {
              Reflective client = pooled(session.port);
              Reflective pipeline = client.get("pipelined");
              pipeline.call("get", "s");
              pipeline.call("close");
              client.call("close");
            })
        .since(401)
        .counts(1, "pipeline", "ok");
    add(
            "its transactions",
            session -> {
              Reflective client = pooled(session.port);
              Reflective transaction = client.get("multi");
              transaction.call("set", "s", "value");
              session.sees(transaction.call("exec"));
              transaction.call("close");
              client.call("close");
            })
        .since(500)
        .counts(1, "exec", "ok");
    withoutServer("the same without a server").since(400).until(499).untimed(1, "connect", "error");
    withoutServer("still without").since(502).until(799).untimed(1, "connect", "error");
    // These versions connect when the client is made, and go on if that fails.
    withoutServer("without, from the start").since(500).until(501).untimed(2, "connect", "error");
    withoutServer("without, again").since(800).untimed(2, "connect", "error");
  }

  private static CacheScenario withoutServer(String name) {
    return add(
        name,
        session -> {
          Reflective client = pooled(RedisSession.REFUSED);
          session.tries(() -> client.call("get", "s"));
          client.call("close");
        });
  }

  private static void clusters() {
    add(
            "a cluster",
            session -> {
              Reflective cluster = cluster(session.clusterPort);
              session.sees(cluster.call("set", "{t}s", "value"));
              session.sees(cluster.call("get", "{t}s"));
              session.sees(cluster.call("get", "none"));
              session.sees(cluster.call("mget", (Object) words("{t}s", "{t}none")));
              session.sees(cluster.call("exists", (Object) words("{t}s", "{t}none")));
              session.tries(() -> cluster.call("rpush", "{t}s", words("x")));
              cluster.call("close");
            })
        .counts(1, "set", "ok")
        .counts(1, "get", "hit")
        .counts(1, "get", "miss")
        .countsKeys("mget", 1, 1)
        .countsKeys("exists", 1, 1)
        .counts(1, "rpush", "error");
    add(
            "a pipeline to the nodes of a cluster",
            session -> {
              Reflective cluster = cluster(session.clusterPort);
              Reflective pipeline = cluster.get("pipelined");
              Reflective value = pipeline.get("get", "{t}s");
              pipeline.call("sync");
              session.sees(value.call("get"));
              pipeline.call("close");
              cluster.call("close");
            })
        .since(500)
        .counts(1, "pipeline", "ok");
    add(
            "a cluster that redirects",
            session -> {
              Reflective cluster = cluster(session.stub.port());
              session.sees(cluster.call("get", "moved"));
              session.sees(cluster.call("get", "ask"));
              session.tries(() -> cluster.call("get", "lost"));
              cluster.call("close");
            })
        .counts(2, "get", "hit")
        .counts(1, "get", "error");
  }

  private static void sharded() {
    add(
            "shards",
            session -> {
              Reflective shard =
                  Reflective.create("JedisShardInfo", RedisSession.HOST, session.port);
              Reflective jedis =
                  Reflective.create("ShardedJedis", Collections.singletonList(shard.target()));
              session.sees(jedis.call("get", "s"));
              Reflective pipeline = jedis.get("pipelined");
              pipeline.call("get", "s");
              session.sees(pipeline.call("syncAndReturnAll"));
              jedis.call("close");
            })
        .until(399)
        .counts(1, "get", "hit")
        .counts(1, "pipeline", "ok");
  }

  /** What is done with one connection. */
  private interface Use {
    void of(Reflective jedis) throws Exception;
  }

  private static void with(RedisSession session, Use use) throws Exception {
    Reflective jedis = session.jedis();
    use.of(jedis);
    jedis.call("close");
  }

  private static Reflective pool(RedisSession session, String password) throws Exception {
    return Reflective.create(
        "JedisPool", checking(), RedisSession.HOST, session.portWithPassword, 2000, password);
  }

  private static Reflective checking() throws Exception {
    Reflective config = Reflective.create("org.apache.commons.pool2.impl.GenericObjectPoolConfig");
    config.call("setTestOnBorrow", true);
    return config;
  }

  /** Called otherwise since version 8. */
  private static Reflective pooled(int port) throws Exception {
    try {
      return Reflective.create("JedisPooled", RedisSession.HOST, port);
    } catch (ClassNotFoundException newer) {
      return Reflective.createBy("create", "RedisClient", RedisSession.HOST, port);
    }
  }

  private static Reflective cluster(int port) throws Exception {
    Reflective node = Reflective.create("HostAndPort", RedisSession.HOST, port);
    return Reflective.create("JedisCluster", Collections.singleton(node.target()));
  }

  /** A command that gives its name as a new array each time. */
  private static Object own(String name) throws ClassNotFoundException {
    Class<?> type = Reflective.type("commands.ProtocolCommand");
    return Proxy.newProxyInstance(
        JedisScenarios.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> method.getName().equals("getRaw") ? bytes(name) : name);
  }

  private static String[] words(String... words) {
    return words;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

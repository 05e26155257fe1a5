package dev.tacho.agenttests.lettuce;

import io.lettuce.core.KillArgs;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** What the scenarios do, by calls that all versions of Lettuce have. */
final class Scenarios {
  private static final String LOST = "close";
  private static final String SILENT = "silent";

  private final Session session;
  private final RedisCommands<String, String> sync;
  private final RedisAsyncCommands<String, String> async;
  private final RedisReactiveCommands<String, String> reactive;

  /** In front of all keys, so that no scenario finds what another one has left. */
  private String prefix = "";

  Scenarios(Session session) {
    this.session = session;
    this.sync = session.connection.sync();
    this.async = session.connection.async();
    this.reactive = session.connection.reactive();
  }

  void run(Scenario scenario) throws Exception {
    prefix = scenario + ":";
    switch (scenario) {
      case SYNC_GET:
        saw(sync.set(key("a"), "1"));
        saw(sync.get(key("a")));
        saw(sync.get(key("b")));
        break;
      case SYNC_SEVERAL_KEYS:
        saw(sync.mset(two()));
        saw(sync.mget(key("a"), key("x"), key("b")));
        saw(sync.hset(key("h"), "f", "1"));
        saw(sync.hmget(key("h"), "f", "x"));
        saw(sync.exists(key("a"), key("x"), key("y")));
        break;
      case SYNC_COLLECTIONS:
        saw(sync.rpush(key("l"), "1", "2"));
        saw(sync.lrange(key("l"), 0, -1));
        saw(sync.lrange(key("x"), 0, -1));
        saw(sync.hgetall(key("x")));
        saw(sync.zscore(key("x"), "m"));
        saw(sync.geoadd(key("g"), 13.36, 38.11, "Palermo"));
        saw(sync.geohash(key("g"), "Palermo", "Catania"));
        break;
      case SYNC_ERROR_REPLY:
        saw(sync.rpush(key("l"), "1"));
        fails(() -> sync.get(key("l")));
        break;
      case SYNC_CHANNEL:
        saw(sync.mset(two()));
        saw(sync.mget((key, value) -> saw(value), key("a"), key("b")));
        saw(sync.lrange(value -> saw(value), key("x"), 0, -1));
        break;
      case SYNC_SCRIPT:
        String value = sync.eval("return 'a'", ScriptOutputType.VALUE);
        saw(value);
        fails(() -> sync.eval("return redis.call('nonsense')", ScriptOutputType.VALUE));
        break;
      case SYNC_TRANSACTION:
        saw(sync.set(key("a"), "1"));
        saw(sync.multi());
        saw(sync.get(key("a")));
        saw(sync.rpush(key("a"), "1"));
        saw(sync.exec().size());
        saw(sync.get(key("a")));
        break;
      case SYNC_DISCARDED_TRANSACTION:
        saw(sync.multi());
        saw(sync.set(key("a"), "1"));
        saw(sync.discard());
        saw(sync.get(key("a")));
        break;
      case SYNC_ABORTED_TRANSACTION:
        saw(sync.multi());
        RedisFuture<String> withoutKey =
            async.dispatch(CommandType.GET, new StatusOutput<>(StringCodec.UTF8));
        fails(sync::exec);
        fails(withoutKey::get);
        break;
      case SYNC_BLOCKING:
        saw(sync.rpush(key("l"), "1"));
        saw(sync.blpop(1, key("l")));
        sync.xadd(key("s"), "f", "1");
        saw(read(XReadArgs.Builder.block(Duration.ofSeconds(1))));
        break;
      case SYNC_NOT_BLOCKING:
        sync.xadd(key("s"), "f", "1");
        saw(read(XReadArgs.Builder.count(1)));
        saw(read(new XReadArgs()));
        break;
      case SYNC_SUBSCRIPTION:
        subscription();
        break;
      case SYNC_TIMEOUT:
        try (StatefulRedisConnection<String, String> silent =
            session.client.connect(RedisURI.create(session.silentRedis.uri()))) {
          silent.setTimeout(Duration.ofMillis(100));
          fails(() -> silent.sync().get(SILENT));
        }
        break;
      case SYNC_CONNECTION_LOST:
        try (StatefulRedisConnection<String, String> lost = impatientConnection()) {
          fails(() -> lost.sync().get(LOST));
          fails(() -> lost.sync().set("a", "1"));
        }
        break;
      case SYNC_OWN_COMMAND:
        CommandArgs<String, String> text = new CommandArgs<>(StringCodec.UTF8).addKey("a");
        saw(sync.dispatch(new OwnCommand("echo"), new ValueOutput<>(StringCodec.UTF8), text));
        saw(sync.set(key("a"), "1"));
        CommandArgs<String, String> known = new CommandArgs<>(StringCodec.UTF8).addKey(key("a"));
        saw(sync.dispatch(CommandType.GET, new ValueOutput<>(StringCodec.UTF8), known));
        break;
      default:
        runAsync(scenario);
    }
  }

  private void runAsync(Scenario scenario) throws Exception {
    switch (scenario) {
      case ASYNC_GET:
        RedisFuture<String> set = async.set(key("a"), "1");
        RedisFuture<String> hit = async.get(key("a"));
        RedisFuture<String> miss = async.get(key("b"));
        saw(set.get() + hit.get() + miss.get());
        saw(hit.thenCompose(value -> async.get(key("a"))).toCompletableFuture().get());
        break;
      case ASYNC_ERROR_REPLY:
        saw(async.rpush(key("l"), "1").get());
        fails(() -> async.get(key("l")).get());
        break;
      case ASYNC_BATCH:
        batch();
        break;
      case ASYNC_TRANSACTION:
        RedisFuture<String> multi = async.multi();
        RedisFuture<String> queued = async.get(key("a"));
        saw(async.exec().get().size());
        saw(multi.get() + queued.get());
        break;
      case ASYNC_CANCELLED:
        try (StatefulRedisConnection<String, String> silent = silentConnection(session.client)) {
          RedisFuture<String> get = silent.async().get(SILENT);
          saw(get.cancel(true));
          fails(get::get);
        }
        break;
      case ASYNC_TIMEOUT:
        RedisClient timing = session.timingClient(session.silentRedis.uri());
        try (StatefulRedisConnection<String, String> silent = timing.connect()) {
          fails(() -> silent.async().get(SILENT).get());
        }
        break;
      case ASYNC_CONNECTION_LOST:
        try (StatefulRedisConnection<String, String> lost = impatientConnection()) {
          fails(() -> lost.async().get(LOST).get());
        }
        break;
      case ASYNC_COMPLETED_BY_APPLICATION:
        try (StatefulRedisConnection<String, String> silent = silentConnection(session.client)) {
          RedisFuture<String> get = silent.async().get(SILENT);
          get.toCompletableFuture().completeExceptionally(new IllegalStateException("late"));
          fails(get::get);
        }
        break;
      default:
        runReactive(scenario);
    }
  }

  private void runReactive(Scenario scenario) throws Exception {
    switch (scenario) {
      case REACTIVE_GET:
        saw(reactive.set(key("a"), "1").block());
        saw(reactive.get(key("a")).block());
        saw(reactive.get(key("b")).block());
        break;
      case REACTIVE_NOT_SUBSCRIBED:
        saw(reactive.get(key("a")) != null);
        break;
      case REACTIVE_SUBSCRIBED_TWICE:
        Mono<Long> incr = reactive.incr(key("n"));
        saw(incr.block());
        saw(incr.block());
        break;
      case REACTIVE_SEVERAL_KEYS:
        saw(reactive.mset(two()).block());
        saw(reactive.mget(key("a"), key("x"), key("b")).collectList().block());
        break;
      case REACTIVE_COLLECTIONS:
        saw(reactive.rpush(key("l"), "1", "2").block());
        saw(reactive.lrange(key("l"), 0, -1).collectList().block());
        saw(reactive.lrange(key("x"), 0, -1).collectList().block());
        break;
      case REACTIVE_ERROR_REPLY:
        saw(reactive.rpush(key("l"), "1").block());
        fails(() -> reactive.get(key("l")).block());
        break;
      case REACTIVE_TRANSACTION:
        saw(reactive.multi().block());
        reactive.set(key("a"), "1").subscribe();
        saw(reactive.exec().block().size());
        break;
      case REACTIVE_CANCELLED:
        try (StatefulRedisConnection<String, String> silent = silentConnection(session.client)) {
          silent.reactive().get(SILENT).subscribe().dispose();
        }
        break;
      case REACTIVE_CONNECTION_LOST:
        try (StatefulRedisConnection<String, String> lost = impatientConnection()) {
          fails(() -> lost.reactive().get(LOST).block());
        }
        break;
      default:
        runConnect(scenario);
    }
  }

  private void runConnect(Scenario scenario) throws Exception {
    switch (scenario) {
      case CONNECT_REFUSED:
        String nobody = session.nobody();
        fails(() -> session.client.connect(RedisURI.create(nobody)));
        break;
      case CONNECT_REFUSED_ASYNC:
        RedisURI none = RedisURI.create(session.nobody());
        fails(() -> session.client.connectAsync(StringCodec.UTF8, none).get());
        break;
      case CONNECT_WITH_DATABASE_AND_NAME:
        RedisURI named = RedisURI.create(session.redis + "/1");
        named.setClientName("shop");
        try (StatefulRedisConnection<String, String> connection = session.client.connect(named)) {
          saw(connection.sync().get(key("a")));
          saw(connection.sync().clientGetname());
        }
        break;
      case CONNECT_WITH_PASSWORD:
        try (StatefulRedisConnection<String, String> connection =
            session.client.connect(RedisURI.create(session.redisWithPassword))) {
          saw(connection.sync().get(key("a")));
        }
        break;
      case RECONNECT:
        RedisURI other = RedisURI.create(session.redis + "/1");
        try (StatefulRedisConnection<String, String> killed = session.client.connect(other)) {
          saw(sync.clientKill(KillArgs.Builder.typeNormal()));
          saw(killed.sync().get(key("a")));
        }
        break;
      case RECONNECT_SUBSCRIPTION:
        resubscription();
        break;
      default:
        runCluster(scenario);
    }
  }

  private void runCluster(Scenario scenario) throws Exception {
    if (scenario == Scenario.MASTER_REPLICA_GET) {
      try (StatefulRedisConnection<String, String> connection =
          MasterReplica.connect(session.client, StringCodec.UTF8, RedisURI.create(session.redis))) {
        saw(connection.sync().set(key("a"), "1"));
        saw(connection.sync().get(key("a")));
      }
      return;
    }
    if (scenario == Scenario.CLUSTER_CONNECT_REFUSED) {
      RedisClusterClient client = session.otherClusterClient(session.nobody());
      fails(client::connect);
      client.shutdown(0, 1, TimeUnit.SECONDS);
      return;
    }
    try (StatefulRedisClusterConnection<String, String> connection =
        session.clusterClient.connect()) {
      RedisAdvancedClusterCommands<String, String> cluster = connection.sync();
      switch (scenario) {
        case CLUSTER_GET:
          saw(cluster.set(key("a"), "1"));
          saw(cluster.get(key("a")));
          saw(cluster.get(key("b")));
          break;
        case CLUSTER_TOPOLOGY:
          session.clusterClient.reloadPartitions();
          saw(session.clusterClient.getPartitions().size());
          break;
        case CLUSTER_SEVERAL_SLOTS:
          saw(cluster.set(key("{a}"), "1"));
          saw(cluster.mget(key("{a}"), key("{b}"), key("{c}")));
          break;
        case CLUSTER_REDIRECT:
          redirect(cluster);
          break;
        case CLUSTER_READ_FROM_ANY:
          connection.setReadFrom(ReadFrom.ANY);
          saw(cluster.set(key("a"), "1"));
          saw(cluster.get(key("a")));
          break;
        case CLUSTER_NODE:
          String node = session.clusterClient.getPartitions().getPartition(0).getNodeId();
          saw(connection.getConnection(node).sync().ping());
          break;
        case CLUSTER_REACTIVE:
          saw(connection.reactive().set(key("a"), "1").block());
          saw(connection.reactive().get(key("a")).block());
          break;
        default:
          throw new IllegalArgumentException(scenario.name());
      }
    }
  }

  private void subscription() throws InterruptedException {
    try (StatefulRedisPubSubConnection<String, String> connection =
        session.client.connectPubSub()) {
      CountDownLatch messages = new CountDownLatch(1);
      connection.addListener(
          new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String channel, String message) {
              messages.countDown(); // on another thread, so it says nothing
            }
          });
      connection.sync().subscribe(key("c"));
      saw(sync.publish(key("c"), "news"));
      saw(messages.await(10, TimeUnit.SECONDS));
      connection.sync().unsubscribe(key("c"));
    }
  }

  private void resubscription() throws InterruptedException {
    try (StatefulRedisPubSubConnection<String, String> connection =
        session.client.connectPubSub()) {
      CountDownLatch subscriptions = new CountDownLatch(2);
      connection.addListener(
          new RedisPubSubAdapter<String, String>() {
            @Override
            public void psubscribed(String pattern, long count) {
              subscriptions.countDown();
            }
          });
      connection.sync().psubscribe(key("*"));
      saw(sync.clientKill(KillArgs.Builder.typePubsub()));
      saw(subscriptions.await(10, TimeUnit.SECONDS));
      connection.sync().punsubscribe(key("*"));
    }
  }

  private void batch() {
    session.connection.setAutoFlushCommands(false);
    List<RedisFuture<?>> futures = new ArrayList<>();
    futures.add(async.set(key("a"), "1"));
    futures.add(async.set(key("b"), "2"));
    futures.add(async.get(key("a")));
    session.connection.flushCommands();
    saw(LettuceFutures.awaitAll(10, TimeUnit.SECONDS, futures.toArray(new RedisFuture<?>[0])));
    session.connection.setAutoFlushCommands(true);
  }

  /** Moves the slot of a key behind the back of the client. */
  private void redirect(RedisAdvancedClusterCommands<String, String> cluster) {
    int slot = SlotHash.getSlot(key("a"));
    RedisClusterNode owner = session.clusterClient.getPartitions().getPartitionBySlot(slot);
    RedisClusterNode other = owner;
    for (RedisClusterNode node : session.clusterClient.getPartitions()) {
      if (!node.getNodeId().equals(owner.getNodeId())) {
        other = node;
      }
    }
    // A new owner that has imported the slot outdoes what the old one has told it meanwhile.
    try (StatefulRedisConnection<String, String> node = session.client.connect(other.getUri())) {
      saw(node.sync().clusterSetSlotImporting(slot, owner.getNodeId()));
      saw(node.sync().clusterSetSlotNode(slot, other.getNodeId()));
    }
    try (StatefulRedisConnection<String, String> node = session.client.connect(owner.getUri())) {
      saw(node.sync().clusterSetSlotNode(slot, other.getNodeId()));
    }
    saw(cluster.get(key("a")));
    session.clusterClient.reloadPartitions();
  }

  private StatefulRedisConnection<String, String> silentConnection(RedisClient client) {
    return client.connect(RedisURI.create(session.silentRedis.uri()));
  }

  private StatefulRedisConnection<String, String> impatientConnection() {
    return session.impatientClient(session.silentRedis.uri()).connect();
  }

  @SuppressWarnings("unchecked") // an array of a generic type, as the method wants it
  private int read(XReadArgs options) {
    return sync.xread(options, XReadArgs.StreamOffset.from(key("s"), "0")).size();
  }

  private Map<String, String> two() {
    Map<String, String> two = new TreeMap<>();
    two.put(key("a"), "1");
    two.put(key("b"), "2");
    return two;
  }

  private String key(String name) {
    return prefix + name;
  }

  private static void saw(Object what) {
    System.out.println(what);
  }

  /** A call that may end in any exception. */
  private interface Call {
    Object run() throws Exception;
  }

  private static void fails(Call call) {
    try {
      saw("no failure: " + call.run());
    } catch (Exception e) {
      for (Throwable thrown = e; thrown != null; thrown = thrown.getCause()) {
        // Ports and times differ from run to run. A time that is up is noticed by the caller or by
        // the connection, which names the command.
        String message =
            ("" + thrown.getMessage())
                .replaceAll("\\d+", "#")
                .replaceFirst("^\\w+\\. Command timed out", "Command timed out");
        saw(thrown.getClass().getName() + " " + message);
      }
    }
  }

  /** A command that the library does not know, in the words of all its versions. */
  private static final class OwnCommand implements ProtocolKeyword {
    private final String name;

    OwnCommand(String name) {
      this.name = name;
    }

    @Override
    public byte[] getBytes() {
      return name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}

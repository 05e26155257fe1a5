package dev.tacho.instrumentation.lettuce;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Lettuce from version 5.3 on. All APIs end in {@code dispatch} of a connection, and every command,
 * whatever is wrapped around it, in one of three methods of the innermost {@code Command}, which
 * carries what was begun in its slot.
 *
 * <p>A future tells the application before it completes the command that it wraps, so that its
 * completion is watched as well. In some methods the client sends commands of its own.
 */
public final class LettuceInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.lettuce.";
  private static final String CORE = "io.lettuce.core.";

  private static final String ALL = "(";
  private static final String NO_ARGUMENTS = "()";
  private static final String INTERNAL = PACKAGE + "InternalAdvice";
  private static final String CONNECT = PACKAGE + "ConnectAdvice";
  private static final String CONNECT_ASYNC = PACKAGE + "ConnectAsyncAdvice";

  /** Came with version 6. */
  private static final String VERSION_6 = CORE + "protocol.RedisHandshakeHandler";

  private LettuceInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "lettuce",
        connections(),
        commands(),
        futures(),
        streams(),
        blockingReads(),
        waits("LettuceFutures").whereThereIsNo(VERSION_6),
        waits("internal.Futures").whereThereIs(VERSION_6),
        connecting(),
        standaloneClient(),
        clusterClient(),
        internal("protocol.DefaultEndpoint", "notifyChannelActive"),
        internal("sentinel.StatefulRedisSentinelConnectionImpl", "dispatch"),
        internal("failover.health.PingStrategy", "doHealthCheck"),
        clusterTopology(),
        clusterViews("ClusterTopologyRefresh", "getConnections").whereThereIsNo(VERSION_6),
        clusterViews("DefaultClusterTopologyRefresh", "openConnections"),
        clusterNodes(),
        replicaTopology(),
        replicaViews(),
        replicaConnections());
  }

  private static TypeRule connections() {
    return TypeRule.exactly(CORE + "RedisChannelHandler")
        .advise("dispatch", "(Lio/lettuce/core/protocol/RedisCommand;)", PACKAGE + "DispatchAdvice")
        .advise("dispatch", "(Ljava/util/Collection;)", PACKAGE + "DispatchAllAdvice");
  }

  private static TypeRule commands() {
    return TypeRule.exactly(CORE + "protocol.Command")
        .advise("complete", NO_ARGUMENTS, PACKAGE + "CompleteAdvice")
        .advise("completeExceptionally", ALL, PACKAGE + "FailAdvice")
        .advise("cancel", NO_ARGUMENTS, PACKAGE + "FailAdvice")
        .withSlotFor(CORE + "protocol.RedisCommand");
  }

  private static TypeRule futures() {
    return TypeRule.exactly(CORE + "protocol.AsyncCommand")
        .advise("completeResult", NO_ARGUMENTS, PACKAGE + "CompleteAdvice");
  }

  private static TypeRule streams() {
    return TypeRule.exactly(CORE + "RedisPublisher$RedisSubscription")
        .advise("onNext", "(Ljava/lang/Object;)", PACKAGE + "ElementAdvice");
  }

  private static TypeRule blockingReads() {
    return TypeRule.exactly(CORE + "XReadArgs")
        .advise("build", ALL, PACKAGE + "BlockingReadAdvice");
  }

  private static TypeRule waits(String type) {
    return TypeRule.exactly(CORE + type).advise("awaitOrCancel", ALL, PACKAGE + "AwaitAdvice");
  }

  private static TypeRule connecting() {
    return TypeRule.exactly(CORE + "AbstractRedisClient").advise("getConnection", ALL, CONNECT);
  }

  private static TypeRule standaloneClient() {
    String codecAndUri = "(Lio/lettuce/core/codec/RedisCodec;Lio/lettuce/core/RedisURI;)";
    return TypeRule.exactly(CORE + "RedisClient")
        .advise("connectAsync", codecAndUri, CONNECT_ASYNC)
        .advise("connectPubSubAsync", codecAndUri, CONNECT_ASYNC)
        .adviseLambdasOf("connectStatefulAsync", INTERNAL);
  }

  private static TypeRule clusterClient() {
    String codec = "(Lio/lettuce/core/codec/RedisCodec;)";
    return TypeRule.exactly(CORE + "cluster.RedisClusterClient")
        .advise("connectAsync", codec, CONNECT_ASYNC)
        .advise("connectPubSubAsync", codec, CONNECT_ASYNC)
        .advise("initializePartitions", "()V", CONNECT)
        .advise("assertInitialPartitions", "()V", CONNECT)
        .adviseLambdasOf("connectStatefulAsync", INTERNAL)
        .whereOneIsEnough();
  }

  private static TypeRule clusterTopology() {
    return TypeRule.exactly(CORE + "cluster.topology.Connections")
        .advise("requestTopology", ALL, INTERNAL)
        .advise("requestClients", ALL, INTERNAL)
        .advise("requestInfo", ALL, INTERNAL)
        .whereOneIsEnough();
  }

  private static TypeRule clusterViews(String type, String connecting) {
    return TypeRule.exactly(CORE + "cluster.topology." + type)
        .adviseLambdasOf(connecting, INTERNAL);
  }

  private static TypeRule clusterNodes() {
    return TypeRule.exactly(
            CORE + "cluster.PooledClusterConnectionProvider$NodeConnectionPostProcessor")
        .adviseLambdasOf("apply", INTERNAL);
  }

  private static TypeRule replicaTopology() {
    return TypeRule.exactly(
            CORE + "masterreplica.ReplicaTopologyProvider",
            CORE + "masterslave.MasterSlaveTopologyProvider")
        .advise("getNodes", ALL, INTERNAL)
        .advise("getNodesAsync", ALL, INTERNAL);
  }

  private static TypeRule replicaViews() {
    return TypeRule.exactly(
            CORE + "masterreplica.MasterReplicaTopologyRefresh",
            CORE + "masterslave.MasterSlaveTopologyRefresh")
        .adviseLambdasOf("getConnections", INTERNAL);
  }

  private static TypeRule replicaConnections() {
    return TypeRule.exactly(CORE + "masterreplica.Connections", CORE + "masterslave.Connections")
        .advise("requestPing", ALL, INTERNAL);
  }

  private static TypeRule internal(String type, String method) {
    return TypeRule.exactly(CORE + type).advise(method, ALL, INTERNAL);
  }
}

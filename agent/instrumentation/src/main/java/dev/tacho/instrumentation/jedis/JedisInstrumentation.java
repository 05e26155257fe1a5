package dev.tacho.instrumentation.jedis;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Jedis from version 2.9 on. Whatever client class the application uses, its commands are sent by
 * one method of the connection, and their replies read by another. Around these are the places
 * where several of them are one call, and those where the library is busy with itself. The method
 * that executes a command in versions 4 and newer is not woven: many commands go round it.
 */
public final class JedisInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.jedis.";
  private static final String JEDIS = "redis.clients.jedis.";

  /** Came with version 4. */
  private static final String COMMAND_ARGUMENTS = JEDIS + "CommandArguments";

  /** Came with version 3. */
  private static final String PROTOCOL_COMMAND = JEDIS + "commands.ProtocolCommand";

  private static final String CALL = PACKAGE + "CallAdvice";
  private static final String CONNECT = PACKAGE + "ConnectAdvice";
  private static final String CONNECT_IF_NEEDED = PACKAGE + "ConnectIfNeededAdvice";
  private static final String DISCARD = PACKAGE + "DiscardAdvice";
  private static final String EXEC = PACKAGE + "ExecAdvice";
  private static final String FLUSH = PACKAGE + "FlushAdvice";
  private static final String INTERNAL = PACKAGE + "InternalAdvice";
  private static final String QUEUE = PACKAGE + "QueueAdvice";
  private static final String READ = PACKAGE + "ReadAdvice";
  private static final String SYNC = PACKAGE + "SyncAdvice";

  private JedisInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "jedis",
        connection()
            .whereThereIs(COMMAND_ARGUMENTS)
            .advise(
                "sendCommand",
                "(Lredis/clients/jedis/CommandArguments;)",
                PACKAGE + "SendArgumentsAdvice")
            .advise("setTimeoutInfinite", "()", PACKAGE + "BlockAdvice")
            .advise("connect", "()", PACKAGE + "ConnectNowAdvice")
            .advise("initializeFromClientConfig", "(Lredis/clients/jedis/Jedis", CONNECT),
        connection()
            .whereThereIs(PROTOCOL_COMMAND)
            .whereThereIsNo(COMMAND_ARGUMENTS)
            .advise(
                "sendCommand",
                "(Lredis/clients/jedis/commands/ProtocolCommand;[[B)",
                PACKAGE + "SendCommandAdvice"),
        connection()
            .whereThereIsNo(PROTOCOL_COMMAND)
            .advise(
                "sendCommand",
                "(Lredis/clients/jedis/Protocol$Command;[[B)",
                PACKAGE + "SendConstantAdvice"),
        TypeRule.exactly(JEDIS + "BinaryClient").advise("connect", "()", CONNECT_IF_NEEDED),
        pipelines(),
        pipelinesOfNodes(),
        transactions(),
        TypeRule.exactly(JEDIS + "TransactionBase")
            .whereThereIsNo(JEDIS + "AbstractTransaction")
            .advise("appendCommand", "(", INTERNAL),
        callsOfClusters(),
        TypeRule.exactly(JEDIS + "util.Pool", "redis.clients.util.Pool")
            .advise("getResource", "()", PACKAGE + "BorrowAdvice"),
        factories(),
        clusters(),
        TypeRule.exactly(
                JEDIS + "JedisClusterConnectionHandler",
                JEDIS + "JedisSlotBasedConnectionHandler",
                JEDIS + "providers.ClusterConnectionProvider")
            .advise("initializeSlotsCache", "(", CONNECT)
            .advise("getConnection", "()", CONNECT)
            .whereOneIsEnough(),
        sentinels());
  }

  private static TypeRule connection() {
    return TypeRule.exactly(JEDIS + "Connection")
        .advise("readProtocolWithCheckingBroken", "()", READ)
        .advise("flush", "()", FLUSH);
  }

  private static TypeRule pipelines() {
    return TypeRule.exactly(
            JEDIS + "Pipeline",
            JEDIS + "ShardedJedisPipeline",
            JEDIS + "mcf.MultiClusterPipeline",
            JEDIS + "mcf.MultiDbPipeline")
        .advise("sync", "()", SYNC)
        .advise("syncAndReturnAll", "()", SYNC)
        .whereOneIsEnough();
  }

  private static TypeRule pipelinesOfNodes() {
    return TypeRule.exactly(JEDIS + "MultiNodePipelineBase")
        .advise("sync", "()", SYNC)
        .advise("appendCommand", "(", QUEUE);
  }

  /** Some read the reply to each command that they queue, which is always the same. */
  private static TypeRule transactions() {
    return TypeRule.exactly(
            JEDIS + "Transaction",
            JEDIS + "ReliableTransaction",
            JEDIS + "mcf.MultiClusterTransaction",
            JEDIS + "mcf.MultiDbTransaction")
        .advise("exec", "()", EXEC)
        .advise("discard", "()", DISCARD)
        .advise("appendCommand", "(", INTERNAL)
        .whereOneIsEnough();
  }

  /** Redirections, retries, all nodes. */
  private static TypeRule callsOfClusters() {
    return TypeRule.exactly(
            JEDIS + "JedisClusterCommand",
            JEDIS + "executors.ClusterCommandExecutor",
            JEDIS + "executors.RetryableCommandExecutor",
            JEDIS + "executors.CircuitBreakerCommandExecutor",
            JEDIS + "mcf.CircuitBreakerCommandExecutor",
            JEDIS + "mcf.MultiDbCommandExecutor")
        .advise("run", "(", CALL)
        .advise("runBinary", "(", CALL)
        .advise("executeCommand", "(", CALL)
        .advise("executeCommandToReplica", "(", CALL)
        .advise("executeMultiShardCommand", "(", CALL)
        .advise("broadcastCommand", "(", CALL)
        .whereOneIsEnough();
  }

  private static TypeRule factories() {
    return TypeRule.exactly(
            JEDIS + "JedisFactory",
            JEDIS + "ConnectionFactory",
            JEDIS + "ShardedJedisPool$ShardedJedisFactory")
        .advise("makeObject", "()", INTERNAL)
        .advise("activateObject", "(", INTERNAL)
        .advise("validateObject", "(", INTERNAL)
        .advise("destroyObject", "(", INTERNAL);
  }

  private static TypeRule clusters() {
    return TypeRule.exactly(JEDIS + "JedisClusterInfoCache")
        .advise("discoverClusterNodesAndSlots", "(", INTERNAL)
        .advise("renewClusterSlots", "(", INTERNAL);
  }

  private static TypeRule sentinels() {
    return TypeRule.exactly(
            JEDIS + "JedisSentinelPool",
            JEDIS + "JedisSentinelPool$MasterListener",
            JEDIS + "providers.SentineledConnectionProvider",
            JEDIS + "providers.SentineledConnectionProvider$SentinelListener")
        .advise("initSentinels", "(", CONNECT)
        .advise("run", "()", INTERNAL)
        .whereOneIsEnough();
  }
}

package dev.tacho.agenttests.lettuce;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The servers that scenarios talk to, and the clients they share. */
final class Session implements AutoCloseable {
  final String redis;
  final String redisWithPassword;
  final SilentRedis silentRedis = new SilentRedis();

  private final ClientResources resources = DefaultClientResources.create();
  final RedisClient client;
  final RedisClusterClient clusterClient;

  /** To a server that answers. */
  final StatefulRedisConnection<String, String> connection;

  Session(String[] uris) throws IOException {
    redis = uris[0];
    redisWithPassword = uris[1];
    client = RedisClient.create(resources, redis);
    clusterClient = RedisClusterClient.create(resources, RedisURI.create(uris[2]));
    connection = client.connect();
  }

  /** A client that gives up at once: no reconnects. */
  RedisClient impatientClient(String uri) {
    RedisClient impatient = RedisClient.create(resources, uri);
    impatient.setOptions(ClientOptions.builder().autoReconnect(false).build());
    return impatient;
  }

  /** A client that takes the time of each command. */
  RedisClient timingClient(String uri) {
    RedisClient timing = RedisClient.create(resources, uri);
    timing.setOptions(
        ClientOptions.builder()
            .timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(100)))
            .build());
    return timing;
  }

  RedisClusterClient otherClusterClient(String uri) {
    return RedisClusterClient.create(resources, RedisURI.create(uri));
  }

  /** Where nobody listens. */
  String nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "redis://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    silentRedis.close();
    client.shutdown(0, 1, TimeUnit.SECONDS);
    clusterClient.shutdown(0, 1, TimeUnit.SECONDS);
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}

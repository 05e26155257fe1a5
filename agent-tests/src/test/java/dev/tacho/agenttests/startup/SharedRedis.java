package dev.tacho.agenttests.startup;

import dev.tacho.agenttests.harness.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/**
 * One Redis for all starts, so that its own start is in none of them: that of the environment
 * variable {@code REDIS_URL} or, without it, one of our own.
 */
final class SharedRedis implements AutoCloseable {
  /** Null if somebody else's is used. */
  private final RedisServer server;

  private final String url;

  private SharedRedis(RedisServer server, String url) {
    this.server = server;
    this.url = url;
  }

  static SharedRedis start(Path scratch) throws IOException {
    String url = System.getenv("REDIS_URL");
    if (url != null) {
      return new SharedRedis(null, url);
    }
    int port = FreePort.find();
    RedisServer server =
        RedisServer.newRedisServer()
            .executableProvider(ExecutableProvider.newJarResourceProvider(scratch.toFile()))
            .bind("127.0.0.1")
            .port(port)
            .setting("save \"\"")
            .build();
    server.start();
    return new SharedRedis(server, "redis://127.0.0.1:" + port);
  }

  String url() {
    return url;
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.stop();
    }
  }
}

package dev.tacho.agenttests.caches;

import dev.tacho.agenttests.harness.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/** Real servers: a plain one, one with a password, and a cluster of one node. */
final class RedisServers implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final int SLOTS_AT_ONCE = 4096; // a line has a limit

  final int plain;
  final int withPassword;
  final int cluster;
  private final List<RedisServer> servers = new ArrayList<>();
  private final Path scratch;

  private RedisServers(Path scratch) throws IOException {
    this.scratch = scratch;
    plain = start();
    withPassword = start("requirepass " + RedisSession.PASSWORD);
    cluster = start("cluster-enabled yes", "cluster-config-file nodes.conf", "dir " + scratch);
    assignAllSlots(cluster);
  }

  /**
   * Starts all.
   *
   * @param scratch for their binary and their files
   */
  static RedisServers start(Path scratch) throws IOException {
    return new RedisServers(scratch);
  }

  private int start(String... settings) throws IOException {
    int port = FreePort.ofClusterNode();
    RedisServerBuilder builder =
        RedisServer.newRedisServer()
            .executableProvider(ExecutableProvider.newJarResourceProvider(scratch.toFile()))
            .bind(RedisSession.HOST)
            .port(port)
            .setting("save \"\"");
    for (String setting : settings) {
      builder.setting(setting);
    }
    RedisServer server = builder.build();
    server.start();
    servers.add(server);
    return port;
  }

  /** Waits until the node has noticed that it is the whole cluster. */
  private static void assignAllSlots(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      for (int first = 0; first < SLOTS; first += SLOTS_AT_ONCE) {
        ask(
            socket,
            IntStream.range(first, first + SLOTS_AT_ONCE)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" ", "CLUSTER ADDSLOTS ", "")));
      }
      String info = ask(socket, "CLUSTER INFO");
      while (!info.contains("cluster_state:ok")) {
        info = ask(socket, "CLUSTER INFO");
      }
    }
  }

  private static String ask(Socket socket, String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    byte[] reply = new byte[10_000];
    int length = socket.getInputStream().read(reply);
    return new String(reply, 0, length, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    for (RedisServer server : servers) {
      server.stop();
    }
  }
}

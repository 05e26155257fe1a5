package dev.tacho.agenttests.lettuce;

import dev.tacho.agenttests.harness.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/** Real Redis servers on free ports: one alone, one with a password, and a cluster of two. */
final class Redis implements AutoCloseable {
  private static final String PASSWORD = "secret";
  private static final int SLOTS = 16384;

  private final Path scratch = Files.createTempDirectory("tacho-redis-");
  private final List<RedisServer> servers = new ArrayList<>();
  private final int alone;
  private final int withPassword;
  private final int firstNode;

  Redis() throws Exception {
    alone = start(FreePort.ofClusterNode());
    withPassword = start(FreePort.ofClusterNode(), "requirepass " + PASSWORD);
    firstNode = startNode();
    int secondNode = startNode();
    send(firstNode, "CLUSTER ADDSLOTS " + slots(0, SLOTS / 2));
    send(secondNode, "CLUSTER ADDSLOTS " + slots(SLOTS / 2, SLOTS));
    send(firstNode, "CLUSTER MEET 127.0.0.1 " + secondNode);
    awaitCluster(firstNode);
    awaitCluster(secondNode);
  }

  private int startNode() throws IOException {
    int port = FreePort.ofClusterNode();
    return start(port, "cluster-enabled yes", "cluster-config-file nodes-" + port + ".conf");
  }

  private int start(int port, String... settings) throws IOException {
    RedisServerBuilder builder =
        RedisServer.newRedisServer()
            .executableProvider(ExecutableProvider.newJarResourceProvider(scratch.toFile()))
            .bind("127.0.0.1")
            .port(port)
            .setting("save \"\"")
            .setting("dir " + scratch);
    for (String setting : settings) {
      builder.setting(setting);
    }
    RedisServer server = builder.build();
    server.start();
    servers.add(server);
    return port;
  }

  private static String slots(int from, int to) {
    StringBuilder slots = new StringBuilder();
    for (int slot = from; slot < to; slot++) {
      slots.append(slot).append(' ');
    }
    return slots.toString();
  }

  private static void awaitCluster(int port) throws Exception {
    for (int attempt = 0; attempt < 3000; attempt++) {
      List<String> info = send(port, "CLUSTER INFO");
      if (info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:2")) {
        return;
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException("no cluster after 30 seconds");
  }

  /** The lines of the reply, as they stand there. */
  private static List<String> send(int port, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .lines()
          .toList();
    }
  }

  /** What {@code LettuceApp} is started with. */
  String[] uris() {
    return new String[] {
      "redis://127.0.0.1:" + alone,
      "redis://:" + PASSWORD + "@127.0.0.1:" + withPassword,
      "redis://127.0.0.1:" + firstNode
    };
  }

  @Override
  public void close() throws IOException {
    for (RedisServer server : servers) {
      server.stop();
    }
    try (var files = Files.walk(scratch)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

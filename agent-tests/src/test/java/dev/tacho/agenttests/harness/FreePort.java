package dev.tacho.agenttests.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of the loopback interface that the system gives, for servers that cannot choose one. */
public final class FreePort {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int BUS_PORT_OFFSET = 10_000;
  private static final int MAX_PORT = 65_535;

  private FreePort() {}

  public static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  /** For a node of a Redis cluster, which listens at another one for the other nodes, too. */
  public static int ofClusterNode() throws IOException {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
        int port = socket.getLocalPort();
        if (port + BUS_PORT_OFFSET <= MAX_PORT && isFree(port + BUS_PORT_OFFSET)) {
          return port;
        }
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}

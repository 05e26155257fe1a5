package dev.tacho.agenttests.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port for a node of a Redis cluster, which listens at another one for the other nodes, too. */
public final class ClusterPort {
  private static final int BUS_PORT_OFFSET = 10_000;
  private static final int MAX_PORT = 65_535;

  private ClusterPort() {}

  /** One that the system gives, and that leaves the other one free. */
  public static int free() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
        int port = socket.getLocalPort();
        if (port + BUS_PORT_OFFSET <= MAX_PORT && isFree(port + BUS_PORT_OFFSET, loopback)) {
          return port;
        }
      }
    }
  }

  private static boolean isFree(int port, InetAddress address) {
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}

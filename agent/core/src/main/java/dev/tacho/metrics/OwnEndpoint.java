package dev.tacho.metrics;

import dev.tacho.config.HostPatterns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Where the agent's own endpoint listens. Any thread may ask; for a call to another port that costs
 * a compare. Addresses are compared as they are written, and no name server is asked: a name is
 * this machine's only if it stands for the loopback.
 */
final class OwnEndpoint {
  private static final int NOT_YET = 0;

  /** Other hosts with the same port; the rest are looked at each time. */
  private static final int MAX_HOSTS = 100;

  private final ConcurrentMap<String, Boolean> isHere = new ConcurrentHashMap<>();
  private volatile int port = NOT_YET;

  void listensAt(int newPort) {
    port = newPort;
  }

  /**
   * @param calledPort -1 for the one that the scheme implies, which is never taken for this one's
   */
  boolean isAt(String host, int calledPort) {
    return calledPort == port && isHere(host);
  }

  private boolean isHere(String host) {
    Boolean known = isHere.get(host);
    if (known == null) {
      known = isThisMachine(PeerNames.canonical(host));
      if (isHere.size() < MAX_HOSTS && host.length() <= PeerNames.MAX_HOST) {
        isHere.put(host, known);
      }
    }
    return known;
  }

  private static boolean isThisMachine(String host) {
    if (HostPatterns.LOOPBACK_ONLY.contains(host)) {
      return true;
    }
    if (!isAddress(host)) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException notOne) {
      return false;
    }
  }

  /** Whether {@link InetAddress} reads the text as an address, and asks nobody about it. */
  private static boolean isAddress(String host) {
    if (host.startsWith("[")) {
      return true;
    }
    String[] parts = host.split("\\.", -1);
    for (String part : parts) {
      if (!isByte(part)) {
        return false;
      }
    }
    return parts.length == 4;
  }

  private static boolean isByte(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 3 && Integer.parseInt(text) <= 255;
  }
}

package dev.tacho.endpoint;

import dev.tacho.config.Config;
import dev.tacho.config.HostPatterns;
import dev.tacho.config.Reconfigurable;
import dev.tacho.config.SummaryAccess;
import java.net.InetAddress;

/**
 * Who sees which page. Where credentials are asked for, whoever has them sees all; else pages that
 * tell what the service is made of are for its own machine only. Any thread may ask.
 */
final class Visitors implements Reconfigurable {
  private static final String PRODUCTION = "production";

  private final Gate gate;
  private final boolean known;
  private volatile SummaryAccess summary;

  /**
   * @param transport which may have made sure already who calls
   */
  Visitors(Config config, Gate gate, Transport transport) {
    this.gate = gate;
    this.known = gate.asksForCredentials() || transport.provesWhoCalls();
    configure(config);
  }

  @Override
  public void configure(Config config) {
    summary = summaryAccess(config);
  }

  /** What stands in production is not shown unless somebody has asked for it. */
  private static SummaryAccess summaryAccess(Config config) {
    boolean production = PRODUCTION.equalsIgnoreCase(config.environment());
    return config.summary() == SummaryAccess.AUTO && production
        ? SummaryAccess.OFF
        : config.summary();
  }

  /** The answer to who has no right to be here; null for others. */
  Response refusal(RequestHead request, InetAddress peer) {
    return gate.refusal(request.first("Authorization"), peer);
  }

  boolean seeStatements(RequestHead request, InetAddress peer) {
    return known || isOnThisMachine(request, peer);
  }

  boolean isThereASummary() {
    return summary != SummaryAccess.OFF;
  }

  boolean seeSummary(RequestHead request, InetAddress peer) {
    switch (summary) {
      case PUBLIC:
        return true;
      case LOCAL:
        return isOnThisMachine(request, peer);
      case OFF:
        return false;
      default:
        return known || isOnThisMachine(request, peer);
    }
  }

  /**
   * Whether a request comes from this machine and was meant for it: a page of a stranger's can make
   * a browser that runs here ask under the stranger's name (DNS rebinding).
   */
  private static boolean isOnThisMachine(RequestHead request, InetAddress peer) {
    String host = request.first("Host"); // null in HTTP/1.0, which no browser speaks
    return peer.isLoopbackAddress()
        && (host == null || HostPatterns.LOOPBACK_ONLY.contains(withoutPort(host)));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}

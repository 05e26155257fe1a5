package dev.tacho.metrics;

import dev.tacho.config.ServiceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the services are called that the application calls: by the configuration, else by the table
 * of the well-known, else by their hosts. Immutable; any thread may ask. To be asked once for each
 * host, since it allocates.
 */
final class PeerNames {
  /** For a call of which nobody knows where it goes. */
  private static final String NONE = "_none_";

  private static final int MAX_LABEL_LENGTH = 120;

  /** No name of a host is longer (RFC 1035, 2.3.4). What follows in longer text is not read. */
  static final int MAX_HOST = 255;

  private final ServiceNames configured;

  PeerNames(ServiceNames configured) {
    this.configured = configured;
  }

  /**
   * The value of the label {@code peer_service}.
   *
   * @param host of {@link #canonical}
   * @param port -1 for the one that the scheme implies
   */
  String name(String host, int port) {
    if (host.isEmpty()) {
      return NONE;
    }
    String name = configured.name(host, port);
    if (name == null) {
      name = KnownServices.name(host);
    }
    return Text.label(name == null ? host : name, MAX_LABEL_LENGTH);
  }

  /** The names that the configuration gives, as labels. */
  List<String> configured() {
    List<String> labels = new ArrayList<>();
    for (String name : configured.all()) {
      labels.add(Text.label(name, MAX_LABEL_LENGTH));
    }
    return labels;
  }

  /** The ports of a host for which the configuration may have another name. */
  int[] ports(String host) {
    return configured.ports(host);
  }

  /**
   * A host as it is compared and shown: lower case, an IPv6 address in brackets; without the dot at
   * the end of a full name, control characters, and what belongs to an authority but not to the
   * host. Other scripts stay as they are written: a name and its form in ASCII are two peers.
   */
  static String canonical(String host) {
    String text = host.length() > MAX_HOST ? host.substring(0, MAX_HOST) : host;
    String bare = Text.label(text.substring(text.lastIndexOf('@') + 1), MAX_HOST);
    int colon = bare.indexOf(':');
    if (colon >= 0 && colon == bare.lastIndexOf(':')) {
      bare = bare.substring(0, colon);
    } else if (colon >= 0 && !bare.startsWith("[")) {
      bare = '[' + bare + ']';
    }
    if (bare.endsWith(".")) {
      bare = bare.substring(0, bare.length() - 1);
    }
    return bare.toLowerCase(Locale.ROOT);
  }
}

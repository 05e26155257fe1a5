package dev.tacho.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the operator calls other services, by host and, where one host has several, by port. The
 * first entry that matches gives the name. Immutable; any thread may ask.
 */
public final class ServiceNames {
  public static final ServiceNames NONE = new ServiceNames(Collections.<Entry>emptyList());

  /** What the text of entries has to look like, for messages and the documentation. */
  static final String EXPECTED =
      "host:name or host:port:name with ; between them, such as"
          + " api.stripe.com:stripe;*.internal:internal;localhost:8081:billing";

  private static final int MAX_ENTRIES = 200;
  private static final int MAX_NAME = 120;
  private static final int MAX_PORT = 65_535;
  private static final int ANY_PORT = 0;

  /** A port that no entry is for. */
  public static final int OTHER_PORT = 0;

  /** As URIs and the facade have it: the one that the scheme implies. */
  private static final int DEFAULT_PORT = -1;

  private static final class Entry {
    final String pattern;
    final HostPatterns hosts;
    final int port;
    final String name;

    Entry(String pattern, HostPatterns hosts, int port, String name) {
      this.pattern = pattern;
      this.hosts = hosts;
      this.port = port;
      this.name = name;
    }

    /** Of a call without a port nobody says here whether it is 80 or 443; it can be either. */
    boolean isAt(int called) {
      return port == ANY_PORT
          || port == called
          || (called == DEFAULT_PORT && (port == 80 || port == 443));
    }
  }

  private final List<Entry> entries;

  private ServiceNames(List<Entry> entries) {
    this.entries = entries;
  }

  /** Returns null if one of the entries in {@code text} is none, or if there are too many. */
  static ServiceNames parse(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String trimmed = part.trim();
      if (!trimmed.isEmpty()) {
        Entry entry = entry(trimmed);
        if (entry == null || entries.size() == MAX_ENTRIES) {
          return null;
        }
        entries.add(entry);
      }
    }
    return new ServiceNames(entries);
  }

  private static Entry entry(String text) {
    int nameAt = text.lastIndexOf(':') + 1;
    String name = text.substring(nameAt).trim();
    String address = text.substring(0, Math.max(0, nameAt - 1)).trim();
    int portAt = address.endsWith("]") ? 0 : address.lastIndexOf(':') + 1;
    String pattern = portAt == 0 ? address : address.substring(0, portAt - 1);
    int port = portAt == 0 ? ANY_PORT : port(address.substring(portAt));
    HostPatterns hosts = HostPatterns.parse(pattern);
    boolean named = hosts != null && !pattern.equals(HostPatterns.NONE);
    return named && port >= 0 && isName(name) ? new Entry(pattern, hosts, port, name) : null;
  }

  /** Returns -1 for text that is no port. */
  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port >= 1 && port <= MAX_PORT ? port : -1;
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_NAME;
  }

  /**
   * The name of the service that is called, or null if the operator gave it none.
   *
   * @param host as for {@link HostPatterns#contains}
   * @param port -1 for the one that the scheme implies
   */
  public String name(String host, int port) {
    for (Entry entry : entries) {
      if (entry.isAt(port) && entry.hosts.contains(host)) {
        return entry.name;
      }
    }
    return null;
  }

  /** All names, in the order of the entries. */
  public Set<String> all() {
    Set<String> names = new LinkedHashSet<>();
    for (Entry entry : entries) {
      names.add(entry.name);
    }
    return names;
  }

  /** The ports of {@code host} that have entries of their own; {@code -1} may be among them. */
  public int[] ports(String host) {
    int[] ports = new int[2 * entries.size()];
    int count = 0;
    for (Entry entry : entries) {
      if (entry.port != ANY_PORT && entry.hosts.contains(host)) {
        ports[count++] = entry.port;
        if (entry.isAt(DEFAULT_PORT)) {
          ports[count++] = DEFAULT_PORT;
        }
      }
    }
    return Arrays.copyOf(ports, count);
  }

  /** The hosts that have a name, as patterns; without that which stands for all. */
  List<String> hostPatterns() {
    List<String> patterns = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.pattern.equals(HostPatterns.ALL)) {
        patterns.add(entry.pattern);
      }
    }
    return patterns;
  }
}

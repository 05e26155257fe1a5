package dev.tacho.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Patterns of the paths that other services are called by, some for one service, some for all;
 * their syntax is that of {@link PathPatterns}. Immutable; any thread may ask.
 */
public final class ServicePaths {
  public static final ServicePaths NONE = new ServicePaths(Collections.<Entry>emptyList());

  /** What the text of entries has to look like, for messages and the documentation. */
  static final String EXPECTED =
      "service:path, or a path for all services, with ; between them, such as"
          + " stripe:/v1/charges/{id};/health";

  private static final class Entry {
    /** Null for all services. */
    final String service;

    final String pattern;

    Entry(String service, String pattern) {
      this.service = service;
      this.pattern = pattern;
    }
  }

  private final List<Entry> entries;

  private ServicePaths(List<Entry> entries) {
    this.entries = entries;
  }

  /** Returns null if one of the entries in {@code text} is none, or if there are too many. */
  static ServicePaths parse(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String trimmed = part.trim();
      if (!trimmed.isEmpty()) {
        int slash = trimmed.indexOf(":/") + 1;
        boolean forAll = trimmed.startsWith("/") || slash == 0;
        String pattern = forAll ? trimmed : trimmed.substring(slash);
        String service = forAll ? null : trimmed.substring(0, slash - 1).trim();
        if ((service != null && service.isEmpty())
            || !PathPattern.isValid(pattern)
            || entries.size() == PathPatterns.MAX_PATTERNS) {
          return null;
        }
        entries.add(new Entry(service, pattern));
      }
    }
    return new ServicePaths(entries);
  }

  /** The patterns for one service, in the order of the configuration. */
  public PathPatterns of(String service) {
    List<String> patterns = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.service == null || entry.service.equals(service)) {
        patterns.add(entry.pattern);
      }
    }
    return PathPatterns.ofValid(patterns);
  }
}

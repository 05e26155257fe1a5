package dev.tacho.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The share of their durations that families put into their histograms. Immutable. */
public final class SampledShares {
  static final String EXPECTED =
      "FAMILY:SHARE with ; between them, such as cache:10%;database:50%, of the families http,"
          + " database, cache and external, each share above 0 and at most 100%";

  static final SampledShares ALL = new SampledShares(Collections.<String, Double>emptyMap());

  /** Those with counters of their own: what a histogram leaves out has to be counted elsewhere. */
  private static final List<String> FAMILIES =
      Arrays.asList("http", "database", "cache", "external");

  private final Map<String, Double> shares;

  private SampledShares(Map<String, Double> shares) {
    this.shares = shares;
  }

  /** Null if any part of {@code text} is no share of a family. */
  static SampledShares parse(String text) {
    Map<String, Double> shares = new HashMap<>();
    for (String part : text.split(";", -1)) {
      int colon = part.indexOf(':');
      String family = part.substring(0, Math.max(0, colon)).trim();
      Double share = colon < 0 ? null : share(part.substring(colon + 1).trim());
      if (share == null || !FAMILIES.contains(family) || shares.containsKey(family)) {
        return null;
      }
      shares.put(family, share);
    }
    return new SampledShares(shares);
  }

  private static Double share(String text) {
    boolean all = "100%".equals(text) || "1".equals(text);
    return all ? Double.valueOf(1) : Parsers.ratio().parse(text);
  }

  /** Above 0, at most 1. */
  public double of(String family) {
    Double share = shares.get(family);
    return share == null ? 1 : share;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampledShares && shares.equals(((SampledShares) other).shares);
  }

  @Override
  public int hashCode() {
    return shares.hashCode();
  }
}

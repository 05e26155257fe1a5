package dev.tacho.agenttests.caches;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that an application does with Redis, and what it counts as. What it does not name must
 * not count at all: handshakes, checks of pooled connections, redirections.
 */
public final class CacheScenario {
  /** May end in any exception, which fails the run. */
  interface Work {
    void run(RedisSession session) throws Exception;
  }

  public final String name;
  final Work work;
  private int oldest;
  private int newest = Integer.MAX_VALUE;
  private final Map<String, Integer> counts = new TreeMap<>();

  CacheScenario(String name, Work work) {
    this.name = name;
    this.work = work;
  }

  /** Leaves the scenario to versions from this one on, as {@link #number} has it. */
  CacheScenario since(int version) {
    oldest = version;
    return this;
  }

  /** Leaves the scenario to versions up to this one. */
  CacheScenario until(int version) {
    newest = version;
    return this;
  }

  public boolean isFor(String version) {
    return number(version) >= oldest && number(version) <= newest;
  }

  /** 310 for "3.10", 800 for "8". */
  private static int number(String version) {
    String[] parts = version.split("\\.", -1);
    int minor = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
    return 100 * Integer.parseInt(parts[0]) + minor;
  }

  /** Commands that are counted and timed. */
  CacheScenario counts(int commands, String operation, String result) {
    return untimed(commands, operation, result).add(commands, operation + " timed");
  }

  /** One command that reads several keys or fields. */
  CacheScenario countsKeys(String operation, int hits, int misses) {
    return add(hits, operation + " hit")
        .add(misses, operation + " miss")
        .add(1, operation + " timed");
  }

  /** Commands that are counted but not timed. */
  CacheScenario untimed(int commands, String operation, String result) {
    return add(commands, operation + ' ' + result);
  }

  private CacheScenario add(int times, String what) {
    counts.merge(what, times, Integer::sum);
    return this;
  }

  /** By operation and result, and by operation how many were timed. */
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  @Override
  public String toString() {
    return name;
  }
}

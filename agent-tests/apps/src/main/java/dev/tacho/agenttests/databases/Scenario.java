package dev.tacho.agenttests.databases;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Something that an application does with a database, and what it counts as. What it does not name
 * must not count at all: most of its calls make some driver or pool run statements of its own.
 */
public final class Scenario {
  /** May end in any exception, which fails the run. */
  interface Work {
    void run(Session session) throws Exception;
  }

  public final String name;
  final Work work;
  private final Set<Dialect> dialects = EnumSet.allOf(Dialect.class);
  private boolean large;
  private final Map<String, Integer> counts = new TreeMap<>();

  Scenario(String name, Work work) {
    this.name = name;
    this.work = work;
  }

  /** Leaves the scenario to these. */
  Scenario only(Dialect... some) {
    dialects.retainAll(Arrays.asList(some));
    return this;
  }

  /** Calls methods that came with JDBC 4.2 and are not everywhere. */
  Scenario callsLargeMethods() {
    large = true;
    return this;
  }

  /**
   * Executions that succeed.
   *
   * @param kind operation and collection, as {@code insert items}
   */
  Scenario counts(int executions, String kind) {
    return add(executions, kind + " success");
  }

  /**
   * Executions that fail.
   *
   * @param kind operation and collection
   * @param error the value of the label
   */
  Scenario fails(int executions, String kind, String error) {
    return add(executions, kind + " error").add(executions, kind + ' ' + error);
  }

  private Scenario add(int executions, String series) {
    counts.merge(series, executions, Integer::sum);
    return this;
  }

  public boolean isLarge() {
    return large;
  }

  public boolean isFor(Dialect dialect) {
    return dialects.contains(dialect);
  }

  /** By operation, collection and status, and by operation, collection and error. */
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  @Override
  public String toString() {
    return name;
  }
}

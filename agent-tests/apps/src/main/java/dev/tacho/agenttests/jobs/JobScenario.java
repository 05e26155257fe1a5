package dev.tacho.agenttests.jobs;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that an application has done in the background, and what it counts as. What it does not
 * name must not count at all.
 */
public final class JobScenario {
  /** May end in any exception, which fails the run. Nothing it started runs when it is through. */
  interface Work {
    void run(JobTranscript saw) throws Exception;
  }

  public final String name;
  final Work work;
  private int oldestJdk = 8;
  private final Map<String, Integer> counts = new TreeMap<>();

  JobScenario(String name, Work work) {
    this.name = name;
    this.work = work;
  }

  /** Runs that do not throw. */
  JobScenario succeeds(int runs, String task) {
    add(runs, "success " + task);
    return add(1, "last success " + task);
  }

  /** Runs that throw. */
  JobScenario fails(int runs, String task) {
    add(runs, "error " + task);
    return add(runs, "errors " + task);
  }

  JobScenario dies(String task) {
    return add(1, "died " + task);
  }

  /** Runs that are still going on when the scenario is through. */
  JobScenario leavesRunning(int runs, String task) {
    return add(runs, "running " + task);
  }

  JobScenario queries(int executions) {
    return add(executions, "queries");
  }

  JobScenario onlySince(int jdk) {
    oldestJdk = jdk;
    return this;
  }

  private JobScenario add(int count, String what) {
    counts.merge(what, count, Integer::sum);
    return this;
  }

  public boolean isFor(int jdk) {
    return jdk >= oldestJdk;
  }

  /** By what is counted, and of which task. */
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  @Override
  public String toString() {
    return name;
  }
}

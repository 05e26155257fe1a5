package dev.tacho.summary;

import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.Families;
import java.io.IOException;

/**
 * How the service does and what the agent does here, as JSON: the fields that {@code
 * docs/summary.md} lists. Any thread may call. Nothing is computed, and no more than this class
 * loaded, before somebody asks.
 */
public final class Summary {
  final AppInfo app;
  final BuildInfo build;
  final String pid;
  final Families families;
  final NamedMethods named;
  final double startedSeconds;
  private final long startNanos;
  private final ScrapeTimes scrapes = new ScrapeTimes();

  /**
   * @param pid of this process; "unknown" where it is
   * @param startNanos when the agent started, by {@link System#nanoTime}
   */
  public Summary(
      AppInfo app,
      BuildInfo build,
      String pid,
      Families families,
      NamedMethods named,
      long startNanos) {
    this.app = app;
    this.build = build;
    this.pid = pid;
    this.families = families;
    this.named = named;
    this.startNanos = startNanos;
    long sinceStart = System.nanoTime() - startNanos;
    this.startedSeconds = System.currentTimeMillis() / 1e3 - sinceStart / 1e9;
  }

  /** To be told of each scrape. */
  public ScrapeTimes scrapes() {
    return scrapes;
  }

  /**
   * The summary of this moment.
   *
   * @param nowNanos by {@link System#nanoTime}
   * @param withStatements whether who asks may see the texts of statements
   */
  public byte[] body(long nowNanos, boolean withStatements) throws IOException {
    return new SummaryJson(this, nowNanos, withStatements).body();
  }

  double uptimeSeconds(long nowNanos) {
    return (nowNanos - startNanos) / 1e9;
  }
}

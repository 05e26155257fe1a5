package dev.tacho.cli.check;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Tells how far a run is: a bar for a person at a terminal, else a line every ten seconds. */
final class Progress implements Runnable {
  private static final long BAR_MILLIS = 200;
  private static final long LINE_MILLIS = TimeUnit.SECONDS.toMillis(10);
  private static final int BAR_CHARS = 30;

  private final LoadRun run;
  private final Plan plan;
  private final PrintStream out;
  private final boolean terminal;
  private final Thread thread;

  private Progress(LoadRun run, Plan plan, PrintStream out, boolean terminal) {
    this.run = run;
    this.plan = plan;
    this.out = out;
    this.terminal = terminal;
    this.thread = new Thread(this, "tacho-check-progress");
    thread.setDaemon(true);
  }

  static Progress start(LoadRun run, Plan plan, PrintStream out, boolean terminal) {
    Progress progress = new Progress(run, plan, out, terminal);
    progress.thread.start();
    return progress;
  }

  /** Returns when nothing more is written. */
  void end() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(terminal ? BAR_MILLIS : LINE_MILLIS);
        out.print(terminal ? '\r' + bar() + line() + "   " : line() + System.lineSeparator());
        out.flush();
      }
    } catch (InterruptedException end) {
      if (terminal) {
        out.println('\r' + bar() + line() + "   ");
      }
    }
  }

  private String bar() {
    int done = (int) (BAR_CHARS * run.handled() / run.requests());
    StringBuilder bar = new StringBuilder("[");
    for (int i = 0; i < BAR_CHARS; i++) {
      bar.append(i < done ? '=' : ' ');
    }
    return bar.append("] ").toString();
  }

  String line() {
    long handled = run.handled();
    String position = String.format(Locale.ROOT, "%3d %%", 100 * handled / run.requests());
    if (handled <= run.warmupRequests()) {
      return position + " warming up";
    }
    long requests = 0;
    long errors = 0;
    Histogram latencies = new Histogram(TimeUnit.HOURS.toMicros(1), 3);
    for (Endpoint endpoint : plan.endpoints) {
      EndpointFigures figures = run.figures(endpoint);
      requests += figures.requests();
      errors += figures.errors();
      figures.addLatenciesTo(latencies);
    }
    return String.format(
        Locale.ROOT,
        "%s %d measured, %d errors, p95 %s, %d in flight",
        position,
        requests,
        errors,
        Verdict.millis(latencies.getValueAtPercentile(95) / 1e6),
        run.inFlight());
  }
}

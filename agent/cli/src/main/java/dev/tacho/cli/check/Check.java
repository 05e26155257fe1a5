package dev.tacho.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacho.cli.Command;
import dev.tacho.cli.Console;
import dev.tacho.cli.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code check}: load at a constant rate, and objectives for what comes back. */
public final class Check implements Command {
  private static final long LONGEST_END_SECONDS = 20;

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "send requests at a constant rate, and compare with objectives";
  }

  @Override
  public String help() {
    return CheckOptions.HELP;
  }

  @Override
  public int run(List<String> arguments, Console console) throws IOException {
    CheckOptions options = CheckOptions.parse(arguments);
    Plan plan = PlanReader.read(options.plan, console.environment());
    EarlierReport before = options.compare == null ? null : EarlierReport.read(options.compare);
    requireFolder("--report", options.report);
    requireFolder("--junit", options.junit);
    Target target = Target.open("--base-url", options.baseUrl);
    RequestSequence sequence = new RequestSequence(plan, options.seed);
    LoadRun run = new LoadRun(plan, options.schedule(), sequence, target, options.maxInFlight);
    Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    CountDownLatch reported = new CountDownLatch(1);
    Thread hook = stopAtInterrupt(run, reported);
    try {
      runWithProgress(run, plan, console);
      return report(
          options, plan, sequence, started, run.result(options.maxLateRatio), before, console);
    } finally {
      reported.countDown();
      if (!run.wasStopped()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  /** Said before the run, and not when its figures are lost. */
  private static void requireFolder(String option, Path file) {
    if (file != null && !Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new UsageException(
          option + ": expected a file in a folder that exists, not " + file + '.');
    }
  }

  private static void runWithProgress(LoadRun run, Plan plan, Console console) {
    Progress progress = Progress.start(run, plan, console.err(), console.isTerminal());
    run.run();
    try {
      progress.end();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ctrl-C ends the JVM; it waits until what was measured is reported. */
  private static Thread stopAtInterrupt(LoadRun run, CountDownLatch reported) {
    Thread hook =
        new Thread(
            () -> {
              run.stop();
              try {
                if (reported.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                  Runtime.getRuntime().halt(FAILED);
                }
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            },
            "tacho-check-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private static int report(
      CheckOptions options,
      Plan plan,
      RequestSequence sequence,
      Instant started,
      RunResult result,
      EarlierReport before,
      Console console)
      throws IOException {
    long requests = sequence.drawn();
    String digest = sequence.digest();
    Comparison comparison = before == null ? null : new Comparison(before, result);
    Conclusion conclusion = Conclusion.of(result, comparison != null && comparison.isWorse());

    PrintStream out = console.out();
    out.print(ResultTable.of(result));
    if (comparison != null) {
      out.print(comparison.text(digest, options.ratePerSecond));
    }
    out.printf("Sequence %s: %d requests, warm-up included.%n", digest, requests);
    out.printf("check: %s (exit code %d).%n", conclusion.text, conclusion.exitCode);

    Map<String, Object> facts = facts(options, plan, started, requests, digest);
    Map<String, Object> compared = comparison == null ? null : comparison.json(digest);
    write(options.report, JsonText.forPeople(JsonReport.of(facts, result, conclusion, compared)));
    write(options.junit, JunitReport.of(plan.name, result, comparison));
    if (options.pushGateway != null) {
      long endSeconds = Instant.now().getEpochSecond();
      PushedMetrics.push(
          options.pushGateway, plan.name, PushedMetrics.of(result, conclusion, endSeconds));
    }
    return conclusion.exitCode;
  }

  private static Map<String, Object> facts(
      CheckOptions options, Plan plan, Instant started, long requests, String digest) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("started", started.toString());
    facts.put("plan", plan.name);
    facts.put("base_url", options.baseUrl);
    facts.put("rate_per_second", options.ratePerSecond);
    facts.put("duration_seconds", options.durationNanos / 1e9);
    facts.put("warmup_seconds", options.warmupNanos / 1e9);
    facts.put("max_in_flight", options.maxInFlight);
    facts.put("seed", options.seed);
    facts.put("sequence_requests", requests);
    facts.put("sequence_digest", digest);
    return facts;
  }

  private static void write(Path file, String text) throws IOException {
    if (file != null) {
      Files.write(file, text.getBytes(UTF_8));
    }
  }
}

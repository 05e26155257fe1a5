package dev.tacho.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacho.cli.Command;
import dev.tacho.cli.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
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
    Target target = Target.open("--base-url", options.baseUrl);
    RequestSequence sequence = new RequestSequence(plan, options.seed);
    LoadRun run = new LoadRun(plan, options.schedule(), sequence, target, options.maxInFlight);
    Instant started = Instant.now();
    CountDownLatch reported = new CountDownLatch(1);
    Thread hook = stopAtInterrupt(run, reported);
    try {
      runWithProgress(run, plan, console);
      return report(options, plan, sequence, started, run.result(options.maxLateRatio), console);
    } finally {
      reported.countDown();
      if (!run.wasStopped()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
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
      Console console)
      throws IOException {
    long requests = sequence.drawn();
    String digest = sequence.digest();
    Conclusion conclusion = Conclusion.of(result, false);
    console.out().print(ResultTable.of(result));
    console
        .out()
        .println(
            "sequence "
                + digest
                + ": "
                + requests
                + " requests with those of the warm-up, seed "
                + options.seed);
    console.out().println("check: " + conclusion.text + " (exit code " + conclusion.exitCode + ")");
    Map<String, Object> facts = facts(options, plan, started, requests, digest);
    write(options.report, JsonText.forPeople(JsonReport.of(facts, result, conclusion)));
    write(options.junit, JunitReport.of(plan.name, result, Collections.emptyList()));
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

package dev.tacho.cli.check;

import dev.tacho.cli.Arguments;
import dev.tacho.cli.UsageException;
import dev.tacho.config.Quantities;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The arguments of {@code check}. */
final class CheckOptions {
  static final String HELP =
      "check --base-url URL --plan FILE [ARGUMENTS]\n\n"
          + "Sends the requests of a plan at a constant rate and compares latencies and errors with\n"
          + "the objectives of their tiers. docs/check.md describes plan and report.\n\n"
          + "  --base-url URL      where the service is, such as http://localhost:8080\n"
          + "  --plan FILE         what to ask and what to expect, JSON\n"
          + "  --rate N            requests per second, 0.01 to 100000 (10)\n"
          + "  --duration TIME     how long to measure, such as 30s or 5m (60s)\n"
          + "  --warmup TIME       how long to send before that, at the same rate (10s)\n"
          + "  --seed N            chooses the sequence of requests, an integer (1)\n"
          + "  --max-in-flight N   how many may be unanswered, 1 to 10000 (500); what is due\n"
          + "                      beyond is not sent, and counts as an error\n"
          + "  --max-late SHARE    how many may be sent more than 10 ms after they were due for want\n"
          + "                      of time on this machine (1%)\n"
          + "  --report FILE       writes all figures as JSON\n"
          + "  --junit FILE        writes JUnit XML, a test case for each endpoint and objective\n"
          + "  --compare FILE      an earlier report: a significant change to worse is a violation\n"
          + "  --push-gateway URL  puts the figures into a Pushgateway\n\n"
          + "Exit code: 0 all endpoints comply, 1 at least one does not, 2 it could not be measured.\n";

  private static final List<String> NAMES =
      Arrays.asList(
          "--base-url",
          "--plan",
          "--rate",
          "--duration",
          "--warmup",
          "--seed",
          "--max-in-flight",
          "--max-late",
          "--report",
          "--junit",
          "--compare",
          "--push-gateway");

  final String baseUrl;
  final Path plan;
  final double ratePerSecond;
  final long durationNanos;
  final long warmupNanos;
  final long seed;
  final int maxInFlight;
  final double maxLateRatio;

  // null where nothing is asked for
  final Path report;
  final Path junit;
  final Path compare;
  final String pushGateway;

  private CheckOptions(Arguments given) {
    this.baseUrl = url(given, "--base-url");
    this.plan = path(given, "--plan");
    this.ratePerSecond = rate(given, "--rate", "10");
    this.durationNanos = nanos(given, "--duration", "60s");
    this.warmupNanos = nanos(given, "--warmup", "10s");
    this.seed = integer(given, "--seed", "1", Long.MIN_VALUE, Long.MAX_VALUE, "an integer");
    this.maxInFlight =
        (int) integer(given, "--max-in-flight", "500", 1, 10_000, "an integer from 1 to 10000");
    this.maxLateRatio = share(given, "--max-late", "1%");
    this.report = path(given, "--report");
    this.junit = path(given, "--junit");
    this.compare = path(given, "--compare");
    this.pushGateway = url(given, "--push-gateway");
  }

  static CheckOptions parse(List<String> arguments) {
    Arguments given = Arguments.parse(arguments, NAMES, Collections.emptyList());
    if (!given.words().isEmpty()) {
      throw new UsageException(given.words().get(0) + ": no argument of check.");
    }
    for (String needed : NAMES.subList(0, 2)) {
      if (!given.has(needed)) {
        throw new UsageException(needed + " is needed.");
      }
    }
    CheckOptions options = new CheckOptions(given);
    if (options.schedule().requests() == options.schedule().warmupRequests()) {
      throw new UsageException("--rate and --duration: expected at least one request to be due.");
    }
    return options;
  }

  Schedule schedule() {
    return new Schedule(ratePerSecond, warmupNanos, durationNanos);
  }

  private static String url(Arguments given, String name) {
    String url = given.value(name);
    if (url != null) {
      Target.parse(name, url);
    }
    return url;
  }

  private static Path path(Arguments given, String name) {
    return given.has(name) ? Paths.get(given.value(name)) : null;
  }

  private static String text(Arguments given, String name, String otherwise) {
    return given.has(name) ? given.value(name) : otherwise;
  }

  private static double rate(Arguments given, String name, String otherwise) {
    String value = text(given, name, otherwise);
    try {
      double rate = Double.parseDouble(value);
      if (rate >= 0.01 && rate <= 100_000) {
        return rate;
      }
    } catch (NumberFormatException notANumber) {
      // As below.
    }
    throw wrong(name, value, "a number from 0.01 to 100000, requests per second");
  }

  private static long nanos(Arguments given, String name, String otherwise) {
    String value = text(given, name, otherwise);
    Long nanos = Quantities.nanos(value);
    if (nanos == null) {
      throw wrong(name, value, "a duration such as 30s or 5m");
    }
    return nanos;
  }

  private static double share(Arguments given, String name, String otherwise) {
    String value = text(given, name, otherwise);
    if (value.equals("100%")) {
      return 1;
    }
    Double share = Quantities.ratio(value);
    if (share == null) {
      throw wrong(name, value, "a share such as 1% or 0.01");
    }
    return share;
  }

  private static long integer(
      Arguments given, String name, String otherwise, long min, long max, String expected) {
    String value = text(given, name, otherwise);
    try {
      long integer = Long.parseLong(value);
      if (integer >= min && integer <= max) {
        return integer;
      }
    } catch (NumberFormatException notANumber) {
      // As below.
    }
    throw wrong(name, value, expected);
  }

  private static UsageException wrong(String name, String value, String expected) {
    return new UsageException(name + ": expected " + expected + ", not " + value + '.');
  }
}

package dev.tacho.cli.check;

import dev.tacho.cli.UsageException;
import dev.tacho.config.Quantities;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Iterator;
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

  String baseUrl;
  Path plan;
  double ratePerSecond = 10;
  long durationNanos = 60_000_000_000L;
  long warmupNanos = 10_000_000_000L;
  long seed = 1;
  int maxInFlight = 500;
  double maxLateRatio = 0.01;
  Path report;
  Path junit;
  Path compare;
  String pushGateway;

  private CheckOptions() {}

  static CheckOptions parse(List<String> arguments) {
    CheckOptions options = new CheckOptions();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      options.set(name, equals < 0 ? rest : null, argument.substring(equals + 1));
    }
    options.require("--base-url", options.baseUrl);
    options.require("--plan", options.plan);
    if (options.schedule().requests() == options.schedule().warmupRequests()) {
      throw new UsageException("--rate and --duration: expected at least one request to be due.");
    }
    return options;
  }

  /**
   * @param rest null if the value is {@code attached} to the name
   */
  private void set(String name, Iterator<String> rest, String attached) {
    if (!HELP.contains("\n  " + name + " ") || !name.startsWith("--")) {
      throw new UsageException(name + ": no argument of check.");
    }
    if (rest != null && !rest.hasNext()) {
      throw new UsageException(name + ": expected a value.");
    }
    String value = rest == null ? attached : rest.next();
    switch (name) {
      case "--base-url":
        Target.parse(name, value);
        baseUrl = value;
        break;
      case "--plan":
        plan = Paths.get(value);
        break;
      case "--rate":
        ratePerSecond = rate(name, value);
        break;
      case "--duration":
        durationNanos = nanos(name, value);
        break;
      case "--warmup":
        warmupNanos = nanos(name, value);
        break;
      case "--seed":
        seed = integer(name, value, Long.MIN_VALUE, Long.MAX_VALUE, "an integer");
        break;
      case "--max-in-flight":
        maxInFlight = (int) integer(name, value, 1, 10_000, "an integer from 1 to 10000");
        break;
      case "--max-late":
        maxLateRatio = share(name, value);
        break;
      case "--report":
        report = Paths.get(value);
        break;
      case "--junit":
        junit = Paths.get(value);
        break;
      case "--compare":
        compare = Paths.get(value);
        break;
      default:
        Target.parse(name, value);
        pushGateway = value;
    }
  }

  Schedule schedule() {
    return new Schedule(ratePerSecond, warmupNanos, durationNanos);
  }

  private void require(String name, Object value) {
    if (value == null) {
      throw new UsageException(name + " is needed.");
    }
  }

  private static double rate(String name, String value) {
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

  private static long nanos(String name, String value) {
    Long nanos = Quantities.nanos(value);
    if (nanos == null) {
      throw wrong(name, value, "a duration such as 30s or 5m");
    }
    return nanos;
  }

  private static double share(String name, String value) {
    if (value.equals("100%")) {
      return 1;
    }
    Double share = Quantities.ratio(value);
    if (share == null) {
      throw wrong(name, value, "a share such as 1% or 0.01");
    }
    return share;
  }

  private static long integer(String name, String value, long min, long max, String expected) {
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

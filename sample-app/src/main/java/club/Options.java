package club;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** What the command line asks for. */
record Options(int port, Path portFile, int traffic, boolean jobs, TrafficMix.Kind mix) {
  static final String USAGE =
      """
      Usage: java -jar sample-app.jar [options]

        --port N          port to listen on; 0 lets the system choose (default 8080)
        --port-file PATH  file that receives the port once the application is ready
        --traffic N       requests per second the application sends to itself (default 0)
        --traffic-mix M   ordinary: good and bad requests as on any day, or calm: good ones only
                          (default ordinary)
        --no-jobs         start without the scheduled jobs
        --help            print this text

      What goes wrong on purpose, while it runs:

        GET /faults                        lists the faults and whether they are on
        POST /faults/NAME?on=true|false    switches one of them:
          latency           every request takes 2.5 s longer
          errors            every other request fails with 500
          slow-query        every search runs an expensive statement
          pool-exhausted    all connections of the pool are held
          peer-down         the payment provider takes no connections
          cache-misses      Redis has none of the members that are asked for
          job-failure       housekeeping throws, and never runs again until this is off

      Environment variables or system properties:

        JDBC_URL          database to use, H2 or PostgreSQL (default: H2 in memory)
        REDIS_URL         Redis to use (default: one is started)
      """;

  /**
   * Reads the command line.
   *
   * @throws Unusable if an option is unknown or its value makes no sense
   */
  static Options parse(String... args) {
    int port = 8080;
    Path portFile = null;
    int traffic = 0;
    boolean jobs = true;
    TrafficMix.Kind mix = TrafficMix.Kind.ORDINARY;
    Iterator<String> rest = List.of(args).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--port" -> port = number(option, rest, 65_535);
        case "--port-file" -> portFile = Path.of(value(option, rest));
        case "--traffic" -> traffic = number(option, rest, 10_000);
        case "--traffic-mix" -> mix = mix(option, rest);
        case "--no-jobs" -> jobs = false;
        default -> throw new Unusable("unknown option " + option + ", see --help");
      }
    }
    return new Options(port, portFile, traffic, jobs, mix);
  }

  private static int number(String option, Iterator<String> rest, int most) {
    String text = value(option, rest);
    int number = Http.number(text, -1);
    if (number < 0 || number > most) {
      throw new Unusable(option + " needs a number from 0 to " + most + ", not " + text);
    }
    return number;
  }

  private static TrafficMix.Kind mix(String option, Iterator<String> rest) {
    String text = value(option, rest);
    return switch (text) {
      case "ordinary" -> TrafficMix.Kind.ORDINARY;
      case "calm" -> TrafficMix.Kind.CALM;
      default -> throw new Unusable(option + " needs ordinary or calm, not " + text);
    };
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new Unusable(option + " needs a value");
    }
    return rest.next();
  }

  /** A command line that cannot be followed; the message says why. */
  static final class Unusable extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }
}

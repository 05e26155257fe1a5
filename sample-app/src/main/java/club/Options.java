package club;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** What the command line asks for. */
record Options(int port, Path portFile, int traffic, boolean jobs) {
  static final String USAGE =
      """
      Usage: java -jar sample-app.jar [options]

        --port N          port to listen on; 0 lets the system choose (default 8080)
        --port-file PATH  file that receives the port once the application is ready
        --traffic N       requests per second the application sends to itself (default 0)
        --no-jobs         start without the scheduled jobs
        --help            print this text

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
    Iterator<String> rest = List.of(args).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--port" -> port = number(option, rest, 65_535);
        case "--port-file" -> portFile = Path.of(value(option, rest));
        case "--traffic" -> traffic = number(option, rest, 10_000);
        case "--no-jobs" -> jobs = false;
        default -> throw new Unusable("unknown option " + option + ", see --help");
      }
    }
    return new Options(port, portFile, traffic, jobs);
  }

  private static int number(String option, Iterator<String> rest, int most) {
    String text = value(option, rest);
    int number = Http.number(text, -1);
    if (number < 0 || number > most) {
      throw new Unusable(option + " needs a number from 0 to " + most + ", not " + text);
    }
    return number;
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

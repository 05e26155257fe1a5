package dev.tacho.agenttests.jobs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.LogManager;

/**
 * Runs scenarios, one after the other, as its input names them, and says after each that it is
 * through with it.
 */
public final class JobApp {
  private JobApp() {}

  /** Takes the name of a table, {@link JobTables}. */
  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset(); // of libraries that tell of exceptions on stderr
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> new JobTranscript().line("uncaught", thrown));
    List<JobScenario> table = JobTables.valueOf(arguments[0]).scenarios();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      for (JobScenario scenario : table) {
        if (scenario.name.equals(line)) {
          scenario.work.run(new JobTranscript());
          System.out.println(through(line));
        }
      }
    }
    System.exit(0);
  }

  /** What it says after a scenario. */
  public static String through(String scenario) {
    return "through with " + scenario;
  }
}

package dev.tacho.agenttests.lettuce;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Runs scenarios, one after the other, as its input names them, line by line. Says on its output
 * what it saw and, after each scenario, that it is through with it.
 */
public final class LettuceApp {
  private LettuceApp() {}

  /** Takes the URIs of a Redis, of one with a password, and of a node of a cluster. */
  public static void main(String[] uris) throws Exception {
    LogManager.getLogManager().reset(); // of Lettuce and Netty, on stderr
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Session session = new Session(uris)) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        Scenario scenario = Scenario.valueOf(line);
        System.out.println(scenario);
        new Scenarios(session).run(scenario);
        System.out.println(through(scenario));
      }
    }
  }

  /** What it says after a scenario. */
  public static String through(Scenario scenario) {
    return "through with " + scenario;
  }
}

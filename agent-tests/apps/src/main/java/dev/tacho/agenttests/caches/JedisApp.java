package dev.tacho.agenttests.caches;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Runs scenarios with the Jedis of its class path, one after the other, as its input says: a name
 * on each line. Says on its output what it saw and, after each, that it is through with it.
 */
public final class JedisApp {
  private JedisApp() {}

  /** Takes the ports of a server, of one with a password, and of a cluster of one node. */
  public static void main(String[] arguments) throws Exception {
    RedisSession session =
        new RedisSession(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            StubRedis.start());
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      try {
        JedisScenarios.named(line).work.run(session);
      } catch (Exception e) {
        e.printStackTrace(System.out);
      }
      System.out.println(through(line));
    }
    System.exit(0); // pools may have threads
  }

  /** What it says after a scenario. */
  public static String through(String scenario) {
    return "through with " + scenario;
  }
}

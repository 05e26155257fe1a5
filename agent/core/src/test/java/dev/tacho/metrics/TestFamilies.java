package dev.tacho.metrics;

import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Metric families with a configuration as an operator would write it. */
public final class TestFamilies {
  private TestFamilies() {}

  public static Families with(String arguments) {
    return with(arguments, new AgentHealth(List.of("test")));
  }

  public static Families with(String arguments, AgentHealth health) {
    Config config = config(arguments);
    return new Families(config, AppInfo.of(config, "com.acme.Orders"), BuildInfo.read(), health);
  }

  public static Config config(String arguments) {
    List<String> problems = new ArrayList<>();
    Config config = ConfigParser.parse(arguments, new Properties(), Map.of(), problems);
    problems.removeIf(line -> line.contains("in the list of processes")); // tests are in none
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
    return config;
  }
}

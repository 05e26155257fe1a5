package dev.tacho.config;

/** Renders {@code docs/configuration.md} from the declared options; a test compares the two. */
final class ConfigurationPage {
  private ConfigurationPage() {}

  static String render() {
    StringBuilder page = new StringBuilder();
    page.append("# Configuration\n\n")
        .append("This page is generated from the options that the agent declares.\n\n")
        .append("An option can be given in three places; the first that has it wins:\n\n")
        .append("1. the agent argument: `-javaagent:tacho-agent.jar=port=9464,slow-query=250ms`")
        .append(" (a value with a comma stands in double quotes)\n")
        .append("2. a system property: `-Dtacho.slow-query=250ms`\n")
        .append("3. an environment variable: `TACHO_SLOW_QUERY=250ms`\n\n")
        .append("A mistake never stops the service: it is one line on stderr, and that option")
        .append(" keeps its default.\n\n")
        .append("| option | default | value | meaning |\n|---|---|---|---|\n");
    for (Option<?> option : Options.all()) {
      String shownDefault = option.defaultText.isEmpty() ? "none" : "`" + option.defaultText + "`";
      page.append("| `")
          .append(option.key)
          .append("` | ")
          .append(shownDefault)
          .append(" | ")
          .append(option.expected)
          .append(" | ")
          .append(option.description)
          .append(" |\n");
    }
    return page.toString();
  }
}

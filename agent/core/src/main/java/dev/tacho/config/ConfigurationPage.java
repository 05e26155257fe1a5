package dev.tacho.config;

/** Renders {@code docs/configuration.md} from the declared options; a test compares the two. */
final class ConfigurationPage {
  private ConfigurationPage() {}

  static String render() {
    StringBuilder page = new StringBuilder();
    page.append("# Configuration\n\n")
        .append("This page is generated from the options that the agent declares.\n\n")
        .append("An option can be given in several places; the first that has it wins:\n\n")
        .append("1. the agent argument: `-javaagent:tacho-agent.jar=port=9464,slow-query=250ms`")
        .append(" (a value with a comma stands in double quotes)\n")
        .append("2. a system property: `-Dtacho.slow-query=250ms`\n")
        .append("3. an environment variable: `TACHO_SLOW_QUERY=250ms`\n")
        .append("4. [a variable known from elsewhere](#variables-known-from-elsewhere):")
        .append(" `PERF_DB_QUERY_MS=250`\n")
        .append("5. the file that `config` names: a line `slow-query=250ms`\n\n")
        .append("A mistake never stops the service: it is one line on stderr, and what the next")
        .append(" place has, or the default, is in force. `java -jar tacho-agent.jar config")
        .append(" port=9464,slow-query=250ms` shows what would be in force, and who says so;")
        .append(" `config --check FILE` finds the mistakes in a file.\n\n");
    appendFile(page);
    appendTypes(page);
    for (Option<?> option : Options.all()) {
      appendOption(page, option);
    }
    appendAliases(page);
    return page.toString();
  }

  private static void appendFile(StringBuilder page) {
    page.append("## The file\n\n")
        .append("`config=/etc/tacho.properties` names a file in UTF-8 and the format of")
        .append(
            " `java.util.Properties`, with keys as they stand below. The agent looks at it every")
        .append(
            " second and follows within 5 s, once two looks have found the same: a file that is")
        .append(" half written does no harm.\n\n")
        .append(
            "- What is marked \"at run time\" below follows. For what is not, one line on stderr")
        .append(" says that it takes a restart, and the value stays.\n")
        .append("- A value that is wrong is one line, and the value that is in force stays. An")
        .append(" option that is taken out of the file goes back to its default.\n")
        .append("- What the argument, a system property or the environment sets, the file does not")
        .append(" change.\n")
        .append("- Where the file goes away or cannot be read, everything stays as it is.\n")
        .append("- `tacho_config_last_reload_successful` is 1 if all that the file says was")
        .append(
            " accepted, and 0 if something was wrong, waits for a restart or could not be read;")
        .append(" `tacho_config_last_reload_timestamp_seconds` is when it was last read anew.\n")
        .append("- Series and counts that there are stay. New names, routes and caps are for what")
        .append(" comes. Buckets keep the borders that they got from the thresholds at the start.")
        .append("\n\n")
        .append("Secrets belong into the file or the environment. The agent argument and system")
        .append(" properties stand in the list of processes; the agent takes a secret from there,")
        .append(" and warns.\n\n");
  }

  private static void appendTypes(StringBuilder page) {
    page.append("## Values\n\n| type | is written |\n|---|---|\n");
    for (ValueType type : ValueType.values()) {
      page.append("| ").append(type.label).append(" | ").append(type.syntax).append(" |\n");
    }
    page.append('\n');
  }

  private static void appendOption(StringBuilder page, Option<?> option) {
    if (option.section != null) {
      page.append("## ")
          .append(option.section)
          .append("\n\n| option | type | default | value | a change | meaning |\n")
          .append("|---|---|---|---|---|---|\n");
    }
    String shownDefault = option.defaultText.isEmpty() ? "none" : "`" + option.defaultText + "`";
    page.append("| `")
        .append(option.key)
        .append("` | ")
        .append(option.type().label)
        .append(option.secret ? ", secret" : "")
        .append(" | ")
        .append(shownDefault)
        .append(" | ")
        .append(option.expected)
        .append(" | ")
        .append(option.reloadable ? "at run time" : "restart")
        .append(" | ")
        .append(option.description)
        .append(" |\n");
    if (isLastOfSection(option)) {
      page.append('\n');
    }
  }

  private static boolean isLastOfSection(Option<?> option) {
    boolean found = false;
    for (Option<?> each : Options.all()) {
      if (found) {
        return each.section != null;
      }
      found = each == option;
    }
    return true;
  }

  private static void appendAliases(StringBuilder page) {
    page.append("## Variables known from elsewhere\n\n")
        .append(
            "For services that come from middleware of their own. A `TACHO_` variable wins over")
        .append(" them, and of two for one option the first in this table.\n\n")
        .append("| variable | option | value |\n|---|---|---|\n");
    for (Option<?> option : Options.all()) {
      for (Alias<?> alias : option.aliases) {
        page.append("| `")
            .append(alias.variable)
            .append("` | `")
            .append(option.key)
            .append("` | ")
            .append(alias.expected)
            .append(" |\n");
      }
    }
  }
}

package dev.tacho.config;

import java.util.ArrayList;
import java.util.List;

/** All options for a terminal, from the declarations that the agent's own parsing is made of. */
public final class OptionsHelp {
  private static final int WIDTH = 96;
  private static final String INDENT = "      ";

  private OptionsHelp() {}

  public static String render() {
    StringBuilder text = new StringBuilder();
    for (Option<?> option : Options.all()) {
      if (option.section != null) {
        text.append('\n').append(option.section).append('\n');
      }
      text.append("  ").append(option.key).append('=').append(option.defaultText).append('\n');
      appendWrapped(text, option.expected + traits(option));
      appendWrapped(text, option.description.replace("`", ""));
    }
    return text.toString();
  }

  private static String traits(Option<?> option) {
    List<String> traits = new ArrayList<>();
    if (option.reloadable) {
      traits.add("follows the file");
    }
    if (option.secret) {
      traits.add("secret");
    }
    for (Alias<?> alias : option.aliases) {
      traits.add("also " + alias.variable);
    }
    return traits.isEmpty() ? "" : " (" + String.join(", ", traits) + ")";
  }

  private static void appendWrapped(StringBuilder text, String paragraph) {
    int lineStart = text.length();
    text.append(INDENT);
    for (String word : paragraph.split(" ", -1)) {
      if (text.length() - lineStart + word.length() > WIDTH) {
        text.setCharAt(text.length() - 1, '\n');
        lineStart = text.length();
        text.append(INDENT);
      }
      text.append(word).append(' ');
    }
    text.setCharAt(text.length() - 1, '\n');
  }
}

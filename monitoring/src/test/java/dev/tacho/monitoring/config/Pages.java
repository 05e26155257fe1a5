package dev.tacho.monitoring.config;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tests read of the documentation. */
final class Pages {
  private Pages() {}

  /** The code of a language on a page. */
  static List<String> blocks(String page, String language) throws IOException {
    Matcher block =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(read(page));
    return block.results().map(found -> found.group(1)).toList();
  }

  /** The cells of the rows of tables that begin with a name in backticks, which comes without. */
  static List<List<String>> rows(String text) {
    return Pattern.compile("^\\| `([^`|]+)` \\|(.*)\\|$", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(row -> (row.group(1) + "|" + row.group(2)).split("\\|", -1))
        .map(cells -> Arrays.stream(cells).map(String::strip).toList())
        .toList();
  }

  /** A page from a heading to the next one. */
  static String section(String page, String heading) throws IOException {
    String text = read(page);
    int begin = text.indexOf("\n## " + heading + "\n");
    if (begin < 0) {
      throw new IllegalArgumentException("no heading \"" + heading + "\" in " + page);
    }
    int end = text.indexOf("\n## ", begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  static String read(String page) throws IOException {
    return Files.readString(Project.FOLDER.resolve(page));
  }
}

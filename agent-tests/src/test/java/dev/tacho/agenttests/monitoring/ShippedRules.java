package dev.tacho.agenttests.monitoring;

import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.monitoring.rules.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules as they are installed, but for groups that are evaluated every few minutes. */
final class ShippedRules {
  /** What they record from an hour, or a day, of history on. */
  static final Set<String> NEED_HISTORY =
      Set.of(
          "job:http_requests:rate5m_p50_1h",
          "job:http_requests:rate5m_p50_1d",
          "job:http_active_requests:p75_1d",
          "task:background_job_success_age:max7d");

  /** What they record for five minutes after a start, which may be longer ago or not. */
  static final Set<String> FOLLOW_A_START = Set.of("instance:process_start_time_seconds:new5m");

  private ShippedRules() {}

  /** Writes them into a folder, and returns the files. */
  static List<Path> write(Path folder) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (Path file : RuleFiles.loaded(Artifacts.repository().resolve("alerts"))) {
      Path copy = folder.resolve(nameOfCopy(file));
      Files.writeString(copy, Files.readString(file).replaceAll("(?m)^    interval: .*\n", ""));
      copies.add(copy);
    }
    return copies;
  }

  /** Files of budgets and rules may have the same name. */
  static String nameOfCopy(Path file) {
    return file.getParent().getFileName() + "-" + file.getFileName();
  }
}

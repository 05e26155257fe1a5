package dev.tacho.cli;

import dev.tacho.metrics.BuildInfo;
import java.util.List;

/** {@code version}. */
final class Version implements Command {
  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "the version of this jar, and of the Java that runs it";
  }

  @Override
  public String help() {
    return "version\n";
  }

  @Override
  public int run(List<String> arguments, Console console) {
    BuildInfo build = BuildInfo.read();
    console
        .out()
        .println(
            "tacho "
                + build.version
                + " ("
                + build.revision
                + "), Java "
                + System.getProperty("java.version"));
    return OK;
  }
}

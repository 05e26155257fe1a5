package dev.tacho.cli.diff;

import dev.tacho.cli.Arguments;
import dev.tacho.cli.Command;
import dev.tacho.cli.Console;
import dev.tacho.cli.Json;
import dev.tacho.cli.JsonValue;
import dev.tacho.cli.UsageException;
import dev.tacho.cli.http.Access;
import dev.tacho.cli.http.AgentEndpoint;
import dev.tacho.cli.http.Answer;
import dev.tacho.config.Quantities;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code diff}: two summaries, route by route. */
public final class Diff implements Command {
  private static final String ALPHA = "--alpha";
  private static final String MIN_EFFECT = "--min-effect";
  private static final String JSON = "--json";

  private static final String DEFAULT_ALPHA = "0.01";
  private static final String DEFAULT_MIN_EFFECT = "10%";

  @Override
  public String name() {
    return "diff";
  }

  @Override
  public String summary() {
    return "what two summaries say of each route, and whether it became worse";
  }

  @Override
  public String help() {
    return "diff BEFORE AFTER [ARGUMENTS]\n\n"
        + "BEFORE and AFTER are summaries: files, or URLs of agents such as"
        + " http://localhost:9464.\n"
        + "If both are of one process, what came after BEFORE is compared with what came until"
        + " then.\n\n"
        + "  --alpha SHARE             how likely a false finding may be, of all tests ("
        + DEFAULT_ALPHA
        + ")\n"
        + "  --min-effect SHARE        the relative change that counts ("
        + DEFAULT_MIN_EFFECT
        + ")\n"
        + "  --json                    writes JSON\n"
        + Access.HELP
        + "\nExit code: 0 nothing is worse, 1 at least one route is, 2 they cannot be compared.\n"
        + "docs/summary.md says how routes are compared.\n";
  }

  @Override
  public int run(List<String> arguments, Console console) throws IOException {
    List<String> valued = new ArrayList<>(Arrays.asList(ALPHA, MIN_EFFECT));
    valued.addAll(Access.VALUED);
    List<String> flags = new ArrayList<>(Arrays.asList(JSON));
    flags.addAll(Access.FLAGS);
    Arguments given = Arguments.parse(arguments, valued, flags);
    if (given.words().size() != 2) {
      throw new UsageException("diff: expected two summaries, BEFORE and AFTER.");
    }
    double alpha = share(given, ALPHA, DEFAULT_ALPHA);
    double minEffect = share(given, MIN_EFFECT, DEFAULT_MIN_EFFECT);
    Access access = Access.of(given);
    Figures before = read(given.words().get(0), access);
    Figures after = read(given.words().get(1), access);
    Comparison comparison = Comparison.of(before, after, alpha, minEffect);
    if (given.has(JSON)) {
      console.out().write(new DiffJson(comparison).body());
    } else {
      new DiffTable(comparison).print(console.out());
    }
    return comparison.count(Verdict.WORSE) == 0 ? OK : NOT_WELL;
  }

  private static double share(Arguments given, String name, String otherwise) {
    String text = given.has(name) ? given.value(name) : otherwise;
    Double share = Quantities.ratio(text);
    if (share == null) {
      throw new UsageException(
          name + ": expected a share above 0 and below 1, such as 0.01 or 1%.");
    }
    return share;
  }

  private static Figures read(String source, Access access) throws IOException {
    return Figures.of(source, new JsonValue(parse(source, access)));
  }

  private static Object parse(String source, Access access) throws IOException {
    if (AgentEndpoint.isUrl(source)) {
      AgentEndpoint endpoint = AgentEndpoint.at(source, access);
      Answer answer = endpoint.summary();
      if (answer.status != 200) {
        throw new IOException(endpoint.summaryUrl() + ": answered with " + answer.status);
      }
      return Json.parse(source, answer.text());
    }
    try (InputStream in = Files.newInputStream(Paths.get(source))) {
      return Json.read(source, in);
    } catch (NoSuchFileException missing) {
      throw new IOException(source + ": no such file", missing);
    }
  }
}

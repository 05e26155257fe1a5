package dev.tacho.cli.doctor;

import dev.tacho.cli.Arguments;
import dev.tacho.cli.Command;
import dev.tacho.cli.Console;
import dev.tacho.cli.Json;
import dev.tacho.cli.JsonValue;
import dev.tacho.cli.UsageException;
import dev.tacho.cli.doctor.Finding.Level;
import dev.tacho.cli.http.Access;
import dev.tacho.cli.http.AgentEndpoint;
import dev.tacho.cli.http.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code doctor}: what is wrong with an agent, by what it tells of itself. */
public final class Doctor implements Command {
  private static final String JSON = "--json";

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "whether an agent is scraped, and what is missing, unused or overflows";
  }

  @Override
  public String help() {
    return "doctor URL [ARGUMENTS]\n\n"
        + "URL is that of an agent, such as http://localhost:9464.\n\n"
        + "  --json                    writes JSON\n"
        + Access.HELP
        + "\nExit code: 0 all is well, 1 there are findings marked [warn], 2 no agent answers.\n";
  }

  @Override
  public int run(List<String> arguments, Console console) throws IOException {
    List<String> flags = new ArrayList<>(Arrays.asList(JSON));
    flags.addAll(Access.FLAGS);
    Arguments given = Arguments.parse(arguments, Access.VALUED, flags);
    if (given.words().size() != 1) {
      throw new UsageException("doctor: expected one URL, such as http://localhost:9464.");
    }
    AgentEndpoint endpoint = AgentEndpoint.at(given.words().get(0), Access.of(given));
    List<Finding> findings = findings(endpoint);
    boolean well = findings.stream().noneMatch(finding -> finding.level == Level.WARN);
    if (given.has(JSON)) {
      console.out().write(new DoctorJson(endpoint.metricsUrl(), findings, well).body());
    } else {
      for (Finding finding : findings) {
        console.out().printf("%-6s %s%n", '[' + finding.level.label() + ']', finding.text);
      }
    }
    return well ? OK : NOT_WELL;
  }

  private static List<Finding> findings(AgentEndpoint endpoint) throws IOException {
    Answer answer = endpoint.metrics();
    long nowMillis = System.currentTimeMillis();
    if (answer.status != 200) {
      throw new IOException(
          endpoint.metricsUrl() + " answers with " + answer.status + hint(answer.status));
    }
    MetricsText metrics = MetricsText.parse(answer.text());
    if (!metrics.has("tacho_build_info")) {
      throw new IOException(
          endpoint.metricsUrl() + " has metrics, but none of the agent: another program's?");
    }
    return new Examination(metrics, summary(endpoint)).of(answer, nowMillis);
  }

  private static String hint(int status) {
    switch (status) {
      case 401:
        return ": expected credentials, see --user and --bearer-token-file";
      case 404:
        return ": expected the URL of the agent's metrics, see its option path";
      default:
        return "";
    }
  }

  /** Whoever may scrape need not be allowed to see it. */
  private static JsonValue summary(AgentEndpoint endpoint) throws IOException {
    Answer answer = endpoint.summary();
    return new JsonValue(
        answer.status == 200 ? Json.parse(endpoint.summaryUrl(), answer.text()) : null);
  }
}

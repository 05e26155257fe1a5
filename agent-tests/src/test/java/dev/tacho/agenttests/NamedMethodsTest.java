package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.named.NamedMethodsApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods that only the configuration knows, in an application that knows nothing of the agent. */
class NamedMethodsTest {
  private static final String PACKAGE = "com.acme.named.";

  private static final List<String> PATTERNS =
      List.of(
          "Billing.*=external:stripe",
          "Gateway.send=external:gateway:message",
          "Repo.find*=db:select:users",
          "Sessions*.get=cache:get",
          "Reports.*=job",
          "Tax*.*=method",
          "Tax.rate=method");

  /** One line for the application, and what it has to count. */
  private record Step(String line, List<String> counted) {
    Step(String line, String... counted) {
      this(line, List.of(counted));
    }
  }

  private static final String OK = ",status_code=ok";
  private static final String ERROR = ",status_code=error";
  private static final String CHARGE = "external operation=Billing.charge,peer_service=stripe";
  private static final String REFUND = "external operation=Billing.refund,peer_service=stripe";
  private static final String ANY = "external operation=Billing.refundAny,peer_service=stripe";
  private static final String USERS = "db collection=users,operation=select,status=";
  private static final String GET = "cache operation=get,result=";

  private static final List<Step> STEPS =
      List.of(
          new Step("charge", CHARGE + OK),
          new Step("charge overloaded", CHARGE + OK),
          new Step("charge fails", CHARGE + ERROR, "external-error error=other"),
          new Step("refund"),
          new Step("refund completes", REFUND + OK),
          new Step("refund any"),
          new Step("refund fails", ANY + ERROR, "external-error error=timeout"),
          new Step("refund"),
          new Step("refund is cancelled", REFUND + ERROR, "external-error error=cancelled"),
          new Step("refund is there", REFUND + OK),
          new Step("gateway", "external operation=message,peer_service=gateway" + OK),
          new Step("find", USERS + "success,system=custom"),
          new Step("find nothing", USERS + "error,system=custom"),
          new Step("find later", USERS + "success,system=custom"),
          new Step("count", "db collection=_none_,operation=select,status=success,system=h2"),
          new Step("get", GET + "ok,system=custom"),
          new Step("get fails", GET + "error,system=custom"),
          new Step("report later"),
          new Step("report completes", "job status=success,task=Reports.nightly"),
          new Step("report", "job status=success,task=Reports.nightly"),
          new Step("report fails", "job status=error,task=Reports.fail"),
          new Step(
              "compute",
              "method method=Tax.compute,status=success",
              "method method=Tax.other,status=success",
              "method method=Tax.other,status=success",
              "method method=Tax.other,status=success"),
          new Step("reduced", "method method=Tax.Reduced.compareTo,status=success"),
          new Step(
              "load",
              "method method=Tax.compute,status=success",
              "method method=Tax.compute,status=success"));

  private static final Map<String, String> METRICS =
      Map.of(
          "external_api_requests_total", "external",
          "external_api_errors_total", "external-error",
          "db_queries_total", "db",
          "cache_operations_total", "cache",
          "background_job_duration_seconds_count", "job",
          "method_duration_seconds_count", "method");

  private record Run(Jdk jdk, boolean late) {
    int rounds() {
      return late ? 2 : 1;
    }

    @Override
    public String toString() {
      return jdk + (late ? ", attached" : "");
    }
  }

  static Stream<Run> runs() {
    List<Integer> versions = List.of(8, Jdk.current().version(), 25);
    return Jdk.from(8).stream()
        .filter(jdk -> Jdk.isMatrix() || versions.contains(jdk.version()))
        .flatMap(jdk -> Stream.of(new Run(jdk, false), new Run(jdk, true)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void namedMethodsCountUnderTheirKindAndTheApplicationSeesNoDifference(Run run) {
    String untouched;
    try (RunningApp app = ChildJvm.of(NamedMethodsApp.class).on(run.jdk).start()) {
      STEPS.forEach(step -> app.tell(step.line));
      if (run.late) {
        awaitAll(app, 1);
        STEPS.forEach(step -> app.tell(step.line));
      }
      awaitAll(app, run.rounds());
      untouched = app.stdout();
    }
    ChildJvm jvm =
        ChildJvm.of(NamedMethodsApp.class)
            .on(run.jdk)
            .agent("methods=" + PACKAGE + String.join(";" + PACKAGE, PATTERNS));
    try (RunningApp app = run.late ? attached(jvm) : jvm.start()) {
      Map<String, Integer> expected = new TreeMap<>();
      for (Step step : STEPS) {
        for (String counted : step.counted) {
          expected.merge(counted, 1, Integer::sum);
        }
        app.tell(step.line);
      }
      awaitAll(app, run.rounds());

      assertThat(counted(app.scrape())).isEqualTo(expected);
      app.await("the line on the mistake", () -> app.agentLines().size() > 1);
      assertThat(app.agentLines())
          .filteredOn(line -> line.startsWith("methods="))
          .containsExactly(
              "methods="
                  + PACKAGE
                  + "Tax.rate=method matches nothing: the class is loaded and has no such method to"
                  + " be measured. See docs/methods.md.");
      assertThat(app.stdout()).isEqualTo(untouched);
      assertThat(summary(app))
          .containsExactly(
              "Billing.*: external:stripe 4 false",
              "Gateway.send: external:gateway:message 1 false",
              "Repo.find*: db:select:users 3 false",
              "Sessions*.get: cache:get 2 false",
              "Reports.*: job 2 false",
              "Tax*.*: method 3 false",
              "Tax.rate: method 0 false");
    }
  }

  /** A late agent comes when the application has done all this before. */
  private static RunningApp attached(ChildJvm jvm) {
    RunningApp app = jvm.attachedLate().start();
    STEPS.forEach(step -> app.tell(step.line));
    awaitAll(app, 1);
    app.attach();
    return app;
  }

  private static void awaitAll(RunningApp app, int rounds) {
    int lines = rounds * STEPS.size();
    app.await("the last step", () -> app.stdout().lines().count() == lines);
  }

  /** What is not 0, without what happened before the steps. */
  private static Map<String, Integer> counted(Scrape scrape) {
    Map<String, Integer> counted = new TreeMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      String family = METRICS.get(sample.name());
      if (family != null && sample.value() != 0) {
        List<String> labels = new ArrayList<>();
        new TreeMap<>(sample.labels())
            .forEach(
                (name, value) -> {
                  if (!family.equals("external-error") || name.equals("error")) {
                    labels.add(name + "=" + value);
                  }
                });
        counted.merge(family + " " + String.join(",", labels), (int) sample.value(), Integer::sum);
      }
    }
    return counted;
  }

  /** Each pattern in a line of its own. */
  private static List<String> summary(RunningApp app) {
    String json = app.agent("GET", "/metrics/summary").body();
    String one =
        "\\{\\s*\"pattern\" : \"com\\.acme\\.named\\.([^\"]*)\",\\s*\"kind\" : \"([^\"]*)\",\\s*"
            + "\"methods_matched\" : (\\d+),\\s*\"refused\" : (\\w+)\\s*\\}";
    return java.util.regex.Pattern.compile(one)
        .matcher(json)
        .results()
        .map(
            match ->
                "%s: %s %s %s"
                    .formatted(group(match, 1), group(match, 2), group(match, 3), group(match, 4)))
        .toList();
  }

  private static String group(java.util.regex.MatchResult match, int group) {
    return match.group(group);
  }
}

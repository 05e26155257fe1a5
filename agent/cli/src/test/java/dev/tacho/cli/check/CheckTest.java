package dev.tacho.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tacho.cli.Command;
import dev.tacho.cli.Console;
import dev.tacho.cli.Json;
import dev.tacho.cli.TestConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path folder;
  private final TestConsole console = new TestConsole();
  private StubService service;

  @BeforeEach
  void startService() throws IOException {
    service = StubService.start();
  }

  @AfterEach
  void stopService() throws IOException {
    service.close();
  }

  @Test
  void everyRequestIsSentOnceAndReported() throws IOException {
    int exitCode =
        check(
            plan(
                endpoint("fast", "/status/200", "'tier':'easy'"),
                endpoint("chunked", "/chunked", "'tier':'easy'"),
                endpoint("until close", "/until-close", "'tier':'easy'"),
                endpoint("then close", "/then-close", "'tier':'easy'"),
                endpoint("continue", "/continue", "'tier':'easy'"),
                endpoint("missing", "/status/404", "'tier':'easy','expect':[404]")),
            "--rate=400",
            "--duration=1s",
            "--warmup=0s");

    assertThat(exitCode).isEqualTo(Command.OK);
    assertThat(report()).containsEntry("sequence_requests", 400.0).containsEntry("complies", true);
    assertThat(service.requests()).hasSize(400);
    for (Map<String, Object> endpoint : endpoints()) {
      assertThat(endpoint).containsEntry("errors", 0.0).containsEntry("complies", true);
      assertThat((double) service.count("GET " + endpoint.get("path")))
          .isPositive()
          .isEqualTo(endpoint.get("requests"));
    }
  }

  @Test
  void warmUpIsSentAndNotCounted() throws IOException {
    check(
        plan(endpoint("fast", "/status/200", "'tier':'easy'")),
        "--rate=100",
        "--duration=500ms",
        "--warmup=250ms");

    assertThat(service.requests()).hasSize(75);
    assertThat(endpoints().get(0)).containsEntry("requests", 50.0);
  }

  @Test
  void errorsAreCountedByKind() throws IOException {
    int exitCode =
        check(
            plan(
                endpoint("status", "/status/500", ""),
                endpoint("silent", "/silent", "'timeout':'100ms'"),
                endpoint("close", "/close", ""),
                endpoint("cut", "/cut", ""),
                endpoint("garbage", "/garbage", "")),
            "--rate=100",
            "--duration=1s",
            "--warmup=0s");

    assertThat(exitCode).isEqualTo(Command.NOT_WELL);
    assertThat(service.requests()).hasSize(100);
    assertThat(kinds("status")).containsEntry("status", requests("status"));
    assertThat(kinds("silent")).containsEntry("timeout", requests("silent"));
    for (String broken : Arrays.asList("close", "cut", "garbage")) {
      assertThat(kinds(broken)).containsEntry("io", requests(broken));
    }
    assertThat(endpoints()).allSatisfy(each -> assertThat(each).containsEntry("error_ratio", 1.0));
    assertThat(latency("silent").get("p50")).isBetween(0.0999, 0.5);
    assertThat(latency("close")).containsEntry("count", 0.0);
    assertThat(console.out())
        .contains("Violations:", "silent: errors 100 %, at most 0.1 %", "check: not all endpoints");
  }

  @Test
  void nobodyThereIsAFailureWithOneLine() throws IOException {
    service.close();

    assertThat(check(plan(endpoint("any", "/status/200", "")))).isEqualTo(Command.FAILED);
    assertThat(console.err())
        .isEqualTo(
            String.format(
                "tacho: check: %s: Connection refused%s",
                service.url(), System.lineSeparator()));
  }

  @Test
  void aServerThatGoesAwayLeavesConnectErrors() throws IOException {
    int exitCode =
        check(
            plan(endpoint("any", "/leave", "'tier':'easy'")),
            "--rate=100",
            "--duration=500ms",
            "--warmup=0s");

    assertThat(exitCode).isEqualTo(Command.NOT_WELL);
    assertThat(requests("any")).isEqualTo(50.0);
    assertThat(kinds("any").get("connect")).isGreaterThan(25.0);
    double answered = service.requests().size(); // the first, and what was on its way then
    assertThat(kinds("any").get("connect") + kinds("any").get("io")).isEqualTo(50.0 - answered);
  }

  @Test
  void percentilesAreThoseOfTheService() throws IOException {
    check(
        plan(
            endpoint("slow", "/after/100", "'weight':9,'tier':'easy'"),
            endpoint("slower", "/after/300", "'weight':1,'tier':'easy'")),
        "--rate=100",
        "--duration=2s",
        "--warmup=500ms");

    // What this machine adds is not the tool's to promise; that nothing is taken away is.
    assertThat(service("slow").get("p50")).isBetween(0.0999, 0.2);
    assertThat(service("slower").get("p50")).isBetween(0.2999, 0.4);
    assertThat(latency("slow").get("p50")).isGreaterThanOrEqualTo(service("slow").get("p50"));
    double counted = 0;
    for (Object bucket : (List<?>) object(endpoint("slow").get("latency_seconds")).get("buckets")) {
      counted += (Double) ((List<?>) bucket).get(1);
    }
    assertThat(counted).isEqualTo(requests("slow"));
  }

  /** Requests go on being due while the service stalls, and their latencies show it. */
  @Test
  void aStallIsSeenByAllThatWereDueInIt() throws IOException {
    service.stallFrom(50, 1_000_000_000L);

    check(
        plan(endpoint("any", "/status/200", "'tier':'easy'")),
        "--rate=100",
        "--duration=2s",
        "--warmup=0s");

    // 100 requests were due in that second, and waited from 1 s down to nothing: half of all.
    assertThat(requests("any")).isEqualTo(200.0);
    assertThat(latency("any").get("p99")).isBetween(0.9, 1.2);
    assertThat(latency("any").get("p95")).isBetween(0.8, 1.1);
    assertThat(slowerThan("any", 0.5)).isCloseTo(50, within(10.0));
  }

  @Test
  void whatExceedsThePlacesIsNotSentAndAnError() throws IOException {
    int exitCode =
        check(
            plan(endpoint("silent", "/silent", "'timeout':'500ms'")),
            "--rate=100",
            "--duration=200ms",
            "--warmup=0s",
            "--max-in-flight=5");

    assertThat(exitCode).isEqualTo(Command.NOT_WELL);
    assertThat(service.requests()).hasSize(5);
    assertThat(kinds("silent")).containsEntry("not_sent", 15.0).containsEntry("timeout", 5.0);
    assertThat(report()).containsEntry("rate_kept", false);
  }

  @Test
  void aComplyingRunThatWasNotTheOneAskedForIsAFailure() throws IOException {
    int exitCode =
        check(
            plan(endpoint("slow", "/after/400", "'tier':'patient'")),
            "--rate=100",
            "--duration=200ms",
            "--warmup=0s",
            "--max-in-flight=15");

    assertThat(exitCode).isEqualTo(Command.FAILED);
    assertThat(kinds("slow")).containsEntry("not_sent", 5.0);
    assertThat(console.out()).contains("not all requests were sent");
  }

  @Test
  void aSeedGivesTheSameRequestsAgain() throws IOException {
    String plan =
        plan(
            endpoint("a", "/status/200?a={n}", "'parameters':{'n':{'from':1,'to':1000}}"),
            endpoint("b", "/status/200?b={n}", "'parameters':{'n':['x','y z']},'weight':3"));
    String[] arguments = {"--rate=200", "--duration=250ms", "--warmup=50ms", "--max-in-flight=1"};
    List<List<String>> sequences = new ArrayList<>();
    List<Object> digests = new ArrayList<>();
    for (String seed : Arrays.asList("--seed=1", "--seed=1", "--seed=2")) {
      String[] all = Arrays.copyOf(arguments, arguments.length + 1);
      all[arguments.length] = seed;
      all[3] = "--max-in-flight=50";
      int before = service.requests().size();
      check(plan, all);
      List<String> requests = service.requests();
      sequences.add(requests.subList(before, requests.size()).stream().sorted().collect(toList()));
      digests.add(report().get("sequence_digest"));
    }

    assertThat(sequences.get(0)).hasSize(60).isEqualTo(sequences.get(1));
    assertThat(sequences.get(2)).hasSize(60).isNotEqualTo(sequences.get(0));
    assertThat(digests.get(0)).isEqualTo(digests.get(1)).isNotEqualTo(digests.get(2));
  }

  @Test
  void headersAndBodiesGoOutAsPlanned() throws IOException {
    console.with("TOKEN", "s3cret");
    check(
        plan(
            "'headers':{'Authorization':'Bearer ${TOKEN}'},",
            endpoint(
                "post",
                "/status/200",
                "'method':'POST','parameters':{'id':[7]},"
                    + "'body':{'id':'{id}','n':1,'more':[true,null]}")),
        "--rate=10",
        "--duration=100ms",
        "--warmup=0s");

    assertThat(service.requests())
        .containsExactly("POST /status/200 {\"id\":\"7\",\"n\":1,\"more\":[true,null]}");
    assertThat(service.heads().get(0))
        .contains("Host: 127.0.0.1:" + service.port() + "\n")
        .contains("Authorization: Bearer s3cret\n")
        .contains("Content-Type: application/json\n")
        .contains("Content-Length: 35\n");
    assertThat(Files.readString(folder.resolve("report.json"))).doesNotContain("s3cret");
  }

  @Test
  void idleConnectionsAreUsedAgain() throws IOException {
    check(
        plan(endpoint("fast", "/status/200", "'tier':'easy'")),
        "--rate=100",
        "--duration=1s",
        "--warmup=0s");

    // One is for the question whether anybody is there; a pause of this machine may need a few.
    assertThat(service.connections()).isLessThan(50);
  }

  @Test
  void figuresGoToJunitAndPushgateway() throws IOException {
    Path junit = folder.resolve("junit.xml");
    try (StubService gateway = StubService.start()) {
      int exitCode =
          check(
              plan(endpoint("fast", "/status/200", "'tier':'easy'")),
              "--rate=100",
              "--duration=100ms",
              "--warmup=0s",
              "--junit=" + junit,
              "--push-gateway=" + gateway.url());

      assertThat(exitCode).isEqualTo(Command.OK);
      assertThat(gateway.requests()).hasSize(1);
      assertThat(gateway.requests().get(0))
          .startsWith("PUT /metrics/job/tacho_check/plan/plan # HELP ")
          .contains("\ntacho_check_exit_code 0\n")
          .contains("\ntacho_check_requests{endpoint=\"fast\",tier=\"easy\"} 10\n");
    }
    assertThat(Files.readString(junit)).contains("tests=\"3\" failures=\"0\"");
  }

  @Test
  void aPushgatewayThatRefusesIsAFailure() throws IOException {
    int exitCode =
        check(
            plan(endpoint("fast", "/status/200", "'tier':'easy'")),
            "--rate=100",
            "--duration=100ms",
            "--warmup=0s",
            "--push-gateway=" + service.url() + "/status/404");

    assertThat(exitCode).isEqualTo(Command.FAILED);
  }

  @Test
  void worseThanBeforeIsAViolation() throws IOException {
    Path before = folder.resolve("before.json");
    String[] arguments = {"--rate=200", "--duration=500ms", "--warmup=0s"};
    assertThat(check(plan(endpoint("any", "/status/200", "'tier':'easy'")), arguments)).isZero();
    Files.move(folder.resolve("report.json"), before);

    String slower = plan(endpoint("any", "/after/300", "'tier':'easy'"));
    assertThat(
            check(slower, "--rate=200", "--duration=500ms", "--warmup=0s", "--compare=" + before))
        .isEqualTo(Command.NOT_WELL);
    assertThat(console.out())
        .contains("any: worse (", "(Those were other requests, or another rate.)");
    assertThat(object(report().get("comparison"))).containsEntry("worse", true);
  }

  @Test
  void aPersonAtATerminalSeesABar() throws IOException {
    Path plan = folder.resolve("plan.json");
    Files.writeString(plan, plan(endpoint("fast", "/status/200", "'tier':'easy'")));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    Console terminal =
        new Console(InputStream.nullInputStream(), out, new PrintStream(err), Map.of(), true);

    List<String> arguments =
        List.of("--base-url", service.url(), "--plan", plan.toString(), "--duration=500ms");
    new Check().run(concat(arguments, "--rate=20", "--warmup=0s", "--max-late=100%"), terminal);

    assertThat(err.toString(UTF_8))
        .contains("\r[==============================] 100 % 10 measured, 0 errors, p95 ");
  }

  @Test
  void aReportThatCannotBeWrittenIsSaidBeforeTheRun() throws IOException {
    int exitCode =
        check(plan(endpoint("any", "/status/200", "")), "--report", folder + "/none/report.json");

    assertThat(exitCode).isEqualTo(Command.FAILED);
    assertThat(service.requests()).isEmpty();
    assertThat(console.err()).contains("--report: expected a file in a folder that exists, not ");
  }

  private static List<String> concat(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toList();
  }

  private int check(String plan, String... arguments) throws IOException {
    return run(plan, service.url(), arguments);
  }

  /** Late requests are this machine's affair: it does more than this test. */
  private int run(String plan, String url, String... arguments) throws IOException {
    Path file = folder.resolve("plan.json");
    Files.writeString(file, plan);
    List<String> all = new ArrayList<>(Arrays.asList("check", "--base-url", url, "--plan"));
    all.add(file.toString());
    all.addAll(Arrays.asList("--max-late", "100%", "--report"));
    all.add(folder.resolve("report.json").toString());
    all.addAll(Arrays.asList(arguments));
    return console.run(all.toArray(new String[0]));
  }

  private static String plan(String... endpoints) {
    boolean withHeaders = endpoints[0].startsWith("'headers'");
    String headers = withHeaders ? endpoints[0] : "";
    List<String> all = Arrays.asList(endpoints).subList(withHeaders ? 1 : 0, endpoints.length);
    return ("{"
            + headers
            + "'tiers':{'easy':{'p99':'1m','errors':0},'patient':{'p99':'1m'}},'endpoints':["
            + String.join(",", all)
            + "]}")
        .replace('\'', '"');
  }

  private static String endpoint(String name, String path, String more) {
    return "{'name':'"
        + name
        + "','path':'"
        + path
        + "'"
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  private Map<String, Object> report() throws IOException {
    return object(Json.parse("report.json", Files.readString(folder.resolve("report.json"))));
  }

  private List<Map<String, Object>> endpoints() throws IOException {
    return ((List<?>) report().get("endpoints")).stream().map(CheckTest::object).collect(toList());
  }

  private Map<String, Object> endpoint(String name) throws IOException {
    return endpoints().stream().filter(each -> each.get("name").equals(name)).findFirst().get();
  }

  private Double requests(String endpoint) throws IOException {
    return (Double) endpoint(endpoint).get("requests");
  }

  private Map<String, Double> kinds(String endpoint) throws IOException {
    return numbers(endpoint(endpoint).get("errors_by_kind"));
  }

  private Map<String, Double> latency(String endpoint) throws IOException {
    return numbers(endpoint(endpoint).get("latency_seconds"));
  }

  private Map<String, Double> service(String endpoint) throws IOException {
    return numbers(endpoint(endpoint).get("service_seconds"));
  }

  private double slowerThan(String endpoint, double seconds) throws IOException {
    double slower = 0;
    for (Object bucket :
        (List<?>) object(endpoint(endpoint).get("latency_seconds")).get("buckets")) {
      List<?> pair = (List<?>) bucket;
      slower += (Double) pair.get(0) > seconds ? (Double) pair.get(1) : 0;
    }
    return slower;
  }

  @SuppressWarnings("unchecked") // JSON has no other keys
  private static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  @SuppressWarnings("unchecked") // only buckets, which are not asked for, are none
  private static Map<String, Double> numbers(Object json) {
    return (Map<String, Double>) json;
  }
}

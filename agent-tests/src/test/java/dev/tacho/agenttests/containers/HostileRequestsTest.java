package dev.tacho.agenttests.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tacho.agenttests.apps.PlainApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RawHttp;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a client sends, it must get what it gets without the agent, and do no harm to it. */
class HostileRequestsTest {
  private static final String ID = "[A-Za-z0-9._:/+=-]{1,128}";

  private static final Pattern ID_HEADER =
      Pattern.compile("(?<=\r\n)X-Request-ID: ([^\r\n]*)\r\n", Pattern.CASE_INSENSITIVE);

  /** What the servlets of these routes answer. */
  private static final Map<String, String> ROUTES =
      Map.of("/shop/hello", "/hello null", "/shop/members/*", "/members ");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "(TOMCAT|JETTY|UNDERTOW)_.*")
  void theyAreAnsweredAsWithoutTheAgentAndHarmNoMetric(Container container) {
    assumeTrue(container.runsOn(Jdk.current()));
    Map<HostileRequest, String> without;
    try (RunningApp app = container.on(Jdk.current()).start()) {
      without = answers(app.uri("/"));
    }
    try (RunningApp app = container.on(Jdk.current()).agent().start()) {
      Map<HostileRequest, String> with = answers(app.uri("/"));
      SoftAssertions softly = new SoftAssertions();
      for (HostileRequest request : HostileRequest.ALL) {
        compare(softly, request, without.get(request), with.get(request));
      }
      compare(softly, app.scrape(), without.values());
      compareLabels(softly, app.scrape());
      softly
          .assertThat(app.scrapeOpenMetrics().exemplars())
          .as("exemplars")
          .isNotEmpty()
          .allMatch(exemplar -> exemplar.labels().get("request_id").matches(ID));
      softly.assertAll();
    }
  }

  @Test
  void theEndpointOutlivesThem() {
    try (RunningApp app = ChildJvm.of(PlainApp.class).agent().start()) {
      URI endpoint = URI.create("http://127.0.0.1:" + app.agentPort());
      for (HostileRequest request : HostileRequest.ALL) {
        String answer =
            RawHttp.exchange(endpoint, request.bytes().replace("/shop/hello", "/metrics"));
        assertThat(answer).as(request.toString()).matches("(?s)|HTTP/1\\.1 \\d{3} .*");
        assertThat(answer).as(request.toString()).doesNotContain("stolen", "\tat ");
      }
      app.scrape().metric("tacho_build_info").is(1);
    }
  }

  private static Map<HostileRequest, String> answers(URI server) {
    Map<HostileRequest, String> answers = new LinkedHashMap<>();
    for (HostileRequest request : HostileRequest.ALL) {
      answers.put(request, RawHttp.exchange(server, request.bytes()));
    }
    return answers;
  }

  /** But for the header with the id, which comes once at most, and is harmless. */
  private static void compare(
      SoftAssertions softly, HostileRequest request, String without, String with) {
    softly
        .assertThat(undated(ID_HEADER.matcher(with).replaceAll("")))
        .as("answer to %s", request)
        .isEqualTo(undated(without));
    Matcher id = ID_HEADER.matcher(with);
    while (id.find()) {
      softly.assertThat(id.group(1)).as("id of %s", request).matches(ID).doesNotContain("stolen");
    }
  }

  /** Those that reached a servlet count, and nothing is left in flight. */
  private static void compare(SoftAssertions softly, Scrape scrape, Collection<String> answers) {
    for (Map.Entry<String, String> route : ROUTES.entrySet()) {
      Pattern body = Pattern.compile("(^|\r\n\r\n)" + route.getValue());
      long expected =
          answers.stream().mapToLong(answer -> body.matcher(answer).results().count()).sum();
      softly
          .assertThat(
              (long)
                  scrape
                      .metric("http_requests_total")
                      .with("method", "GET")
                      .with("route", route.getKey())
                      .with("status_code", "200")
                      .sum())
          .as("requests to %s", route.getKey())
          .isEqualTo(expected);
    }
    softly.assertThat(scrape.metric("http_active_requests").sum()).as("active").isZero();
  }

  /** No request makes a route of its own, and its text is printable and of bounded length. */
  private static void compareLabels(SoftAssertions softly, Scrape scrape) {
    softly
        .assertThat(scrape.metric("http_requests_total").values("route"))
        .isSubsetOf("/shop/hello", "/shop/members/*", "_unmatched_", "_static_", "_other_");
    for (Scrape.Sample sample : scrape.samples()) {
      for (String value : sample.labels().values()) {
        softly.assertThat(value).as(sample.toString()).matches("[ -~]{0,120}");
      }
    }
  }

  private static String undated(String answer) {
    return answer.replaceAll("\r\nDate: [^\r\n]*", "");
  }
}

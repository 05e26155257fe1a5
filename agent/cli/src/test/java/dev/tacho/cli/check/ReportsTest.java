package dev.tacho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.cli.Json;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One result in all forms that it is reported in. */
class ReportsTest {
  private final EndpointResult good =
      TestResults.tenAnswers(4, 0).result(TestPlans.endpoint("good", "/good/{id}", 1));
  private final EndpointResult bad =
      TestResults.tenAnswers(20, 1).result(TestPlans.endpoint("<bad> & \"slow\"", "/bad", 1));
  private final EndpointResult rare = TestResults.nothing(TestPlans.endpoint("rare", "/rare", 1));
  private final RunResult result = TestResults.of(good, bad, rare);

  @Test
  void jsonHasAllFigures() throws IOException {
    Endpoint endpoint = TestPlans.endpoint("one", "/one/{id}", 1);
    endpoint.tier = new Tier("own", Collections.singletonMap(Measure.ERRORS, 0.01));
    RunResult one = TestResults.of(TestResults.tenAnswers(20, 1).result(endpoint));
    Map<String, Object> facts = Collections.singletonMap("plan", "club");

    String json = JsonText.forPeople(JsonReport.of(facts, one, Conclusion.VIOLATES, null));

    assertThat(json)
        .isEqualTo(
            """
            {
              "format" : "tacho-check",
              "version" : 1,
              "plan" : "club",
              "exit_code" : 1,
              "conclusion" : "not all endpoints comply",
              "rate_kept" : true,
              "complies" : false,
              "complying_endpoint_ratio" : 0,
              "complying_request_ratio" : 0,
              "measured" : {
                "seconds" : 10,
                "rate_per_second" : 1,
                "requests" : 10,
                "errors" : 1,
                "not_sent" : 0,
                "late" : 0,
                "abandoned" : 0,
                "sending_delay_seconds" : {
                  "count" : 1,
                  "mean" : 0.0001,
                  "p50" : 0.0001,
                  "p95" : 0.0001,
                  "p99" : 0.0001,
                  "max" : 0.0001
                }
              },
              "violations" : [ {
                "endpoint" : "one",
                "objective" : "errors",
                "limit" : 0.01,
                "actual" : 0.1
              } ],
              "endpoints" : [ {
                "name" : "one",
                "method" : "GET",
                "path" : "/one/{id}",
                "tier" : "own",
                "requests" : 10,
                "rate_per_second" : 1,
                "errors" : 1,
                "error_ratio" : 0.1,
                "errors_by_kind" : {
                  "status" : 1,
                  "timeout" : 0,
                  "connect" : 0,
                  "io" : 0,
                  "not_sent" : 0
                },
                "statuses" : {
                  "200" : 9,
                  "500" : 1
                },
                "latency_seconds" : {
                  "count" : 10,
                  "mean" : 0.110017,
                  "p50" : 0.099968,
                  "p95" : 0.199936,
                  "p99" : 0.199936,
                  "max" : 0.199936,
                  "buckets" : [ [ 0.020797, 1 ], [ 0.040527, 1 ], [ 0.065268, 1 ], [ 0.086872, 1 ], [ 0.105115, 1 ], [ 0.12719, 1 ], [ 0.153899, 1 ], [ 0.169289, 1 ], [ 0.186218, 1 ], [ 0.20484, 1 ] ]
                },
                "service_seconds" : {
                  "count" : 10,
                  "mean" : 0.110017,
                  "p50" : 0.099968,
                  "p95" : 0.199936,
                  "p99" : 0.199936,
                  "max" : 0.199936
                },
                "complies" : false,
                "objectives" : [ {
                  "objective" : "errors",
                  "limit" : 0.01,
                  "actual" : 0.1,
                  "complies" : false
                } ]
              } ]
            }
            """);
    assertThat(Json.parse("report", json)).isInstanceOf(Map.class);
  }

  @Test
  void jsonSaysWhereNothingWasMeasured() {
    assertThat(
            JsonText.of(
                JsonReport.of(
                    Collections.emptyMap(), TestResults.of(rare), Conclusion.COMPLIES, null)))
        .contains("\"complies\":null,\"objectives\":[]")
        .contains("\"latency_seconds\":{\"count\":0,\"buckets\":[]}");
  }

  @Test
  void junitHasACaseForEachEndpointAndObjective() {
    assertThat(JunitReport.of("club", result, null))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="tacho check club" tests="9" failures="3" errors="0" skipped="0" time="10.000">
              <testcase classname="club" name="the rate is kept"/>
              <testcase classname="club.good" name="p50 at most 50 ms"/>
              <testcase classname="club.good" name="p95 at most 100 ms"/>
              <testcase classname="club.good" name="p99 at most 200 ms"/>
              <testcase classname="club.good" name="errors at most 0.1 %"/>
              <testcase classname="club.&lt;bad&gt; &amp; &quot;slow&quot;" name="p50 at most 50 ms">
                <failure message="p50 100 ms, at most 50 ms"/>
              </testcase>
              <testcase classname="club.&lt;bad&gt; &amp; &quot;slow&quot;" name="p95 at most 100 ms">
                <failure message="p95 199.9 ms, at most 100 ms"/>
              </testcase>
              <testcase classname="club.&lt;bad&gt; &amp; &quot;slow&quot;" name="p99 at most 200 ms"/>
              <testcase classname="club.&lt;bad&gt; &amp; &quot;slow&quot;" name="errors at most 0.1 %">
                <failure message="errors 10 %, at most 0.1 %"/>
              </testcase>
            </testsuite>
            """);
  }

  @Test
  void pushedMetricsAreGaugesOfTheLastRun() {
    String metrics =
        PushedMetrics.of(TestResults.of(bad, rare), Conclusion.VIOLATES, 1_700_000_000);

    assertThat(metrics)
        .isEqualTo(
            """
            # HELP tacho_check_end_timestamp_seconds When the last run ended.
            # TYPE tacho_check_end_timestamp_seconds gauge
            tacho_check_end_timestamp_seconds 1700000000
            # HELP tacho_check_exit_code 0 all endpoints comply, 1 at least one does not, 2 not measured.
            # TYPE tacho_check_exit_code gauge
            tacho_check_exit_code 1
            # HELP tacho_check_request_rate Requests that were sent per second.
            # TYPE tacho_check_request_rate gauge
            tacho_check_request_rate 1
            # HELP tacho_check_late_requests Requests that were sent more than 10 ms after they were due.
            # TYPE tacho_check_late_requests gauge
            tacho_check_late_requests 0
            # HELP tacho_check_complying_endpoint_ratio Share of the endpoints that comply.
            # TYPE tacho_check_complying_endpoint_ratio gauge
            tacho_check_complying_endpoint_ratio 0
            # HELP tacho_check_requests Requests that were due, sent or not.
            # TYPE tacho_check_requests gauge
            tacho_check_requests{endpoint="<bad> & \\"slow\\"",tier="public"} 10
            tacho_check_requests{endpoint="rare",tier="public"} 0
            # HELP tacho_check_errors Requests without an expected answer.
            # TYPE tacho_check_errors gauge
            tacho_check_errors{endpoint="<bad> & \\"slow\\"",tier="public",kind="status"} 1
            tacho_check_errors{endpoint="<bad> & \\"slow\\"",tier="public",kind="timeout"} 0
            tacho_check_errors{endpoint="<bad> & \\"slow\\"",tier="public",kind="connect"} 0
            tacho_check_errors{endpoint="<bad> & \\"slow\\"",tier="public",kind="io"} 0
            tacho_check_errors{endpoint="<bad> & \\"slow\\"",tier="public",kind="not_sent"} 0
            tacho_check_errors{endpoint="rare",tier="public",kind="status"} 0
            tacho_check_errors{endpoint="rare",tier="public",kind="timeout"} 0
            tacho_check_errors{endpoint="rare",tier="public",kind="connect"} 0
            tacho_check_errors{endpoint="rare",tier="public",kind="io"} 0
            tacho_check_errors{endpoint="rare",tier="public",kind="not_sent"} 0
            # HELP tacho_check_latency_seconds Percentiles of latencies from when requests were due.
            # TYPE tacho_check_latency_seconds gauge
            tacho_check_latency_seconds{endpoint="<bad> & \\"slow\\"",tier="public",quantile="0.5"} 0.099968
            tacho_check_latency_seconds{endpoint="<bad> & \\"slow\\"",tier="public",quantile="0.95"} 0.199936
            tacho_check_latency_seconds{endpoint="<bad> & \\"slow\\"",tier="public",quantile="0.99"} 0.199936
            tacho_check_latency_seconds{endpoint="<bad> & \\"slow\\"",tier="public",quantile="1"} 0.199936
            # HELP tacho_check_objective_met Whether an endpoint keeps an objective of its tier: 1 or 0.
            # TYPE tacho_check_objective_met gauge
            tacho_check_objective_met{endpoint="<bad> & \\"slow\\"",tier="public",objective="p50"} 0
            tacho_check_objective_met{endpoint="<bad> & \\"slow\\"",tier="public",objective="p95"} 0
            tacho_check_objective_met{endpoint="<bad> & \\"slow\\"",tier="public",objective="p99"} 1
            tacho_check_objective_met{endpoint="<bad> & \\"slow\\"",tier="public",objective="errors"} 0
            """);
  }

  @Test
  void theTableIsForPeople() {
    assertThat(ResultTable.of(result))
        .isEqualTo(
            """
            endpoint        tier           requests   errors       p50       p95       p99       max  verdict
            good            public               10        0     20 ms     40 ms     40 ms     40 ms  complies
            <bad> & "slow"  public               10        1    100 ms  199.9 ms  199.9 ms  199.9 ms  VIOLATES
            rare            public                0        0         -         -         -         -  not asked

            Violations:
              <bad> & "slow": p50 100 ms, at most 50 ms
              <bad> & "slow": p95 199.9 ms, at most 100 ms
              <bad> & "slow": errors 10 %, at most 0.1 % (1 status; answers {200=9, 500=1})

            20 requests in 10.0 s, 2.0/s; 1 errors; 0 not sent, 0 late (own delay p50 0.10 ms, p99 0.10 ms).
            50.0 % of the endpoints comply, with 50.0 % of the requests.
            """);
  }
}

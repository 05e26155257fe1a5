package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpMetricsTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long END_NANOS = 1;

  private final RequestWork work = new RequestWork();
  private final Families families = TestFamilies.with("max-series=10");
  private final HttpMetrics http = families.http();

  @Test
  void aDeclaredRouteIncludesTheContextPath() {
    finish("GET", "/shop", "/api/*", "/shop/api/orders/1", 200);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/shop/api/*\",status_code=\"200\"} 1");
  }

  @Test
  void aDeclaredRouteStandsForErrorsToo() {
    finish("POST", "", "/orders", "/orders", 404);
    finish("POST", "", "/orders", "/orders", 500);

    assertThat(requests())
        .containsExactlyInAnyOrder(
            "{method=\"POST\",route=\"/orders\",status_code=\"404\"} 1",
            "{method=\"POST\",route=\"/orders\",status_code=\"500\"} 1");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"/", "", "/*", "*.do"})
  void aPatternForEverythingDeclaresNoRoute(String pattern) {
    for (int i = 0; i < 3; i++) {
      finish("GET", "", pattern, "/orders/" + i, 200);
    }

    assertThat(requests())
        .containsExactlyInAnyOrder(
            "{method=\"GET\",route=\"_other_\",status_code=\"200\"} 2",
            "{method=\"GET\",route=\"/orders/{id}\",status_code=\"200\"} 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 404, 500, 599})
  void aResponseOfThreeHundredOrMoreWithoutDeclaredRouteIsUnmatched(int status) {
    finish("GET", "", null, "/.env", status);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"_unmatched_\",status_code=\"" + status + "\"} 1");
  }

  @Test
  void filesOfTheDefaultServletAreOneRoute() {
    record(http.routes().ofServlet("", "/", "default", false, 200), "GET", 200, 1);
    record(http.routes().ofServlet("", "/", "dispatcher", true, 200), "GET", 200, 1);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"_static_\",status_code=\"200\"} 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"})
  void standardMethodsKeepTheirName(String method) {
    finish(method, "", "/a", "/a", 200);

    assertThat(requests())
        .containsExactly("{method=\"" + method + "\",route=\"/a\",status_code=\"200\"} 1");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"get", "PROPFIND", "", "x\ny"})
  void anyOtherMethodIsOther(String method) {
    finish(method, "", "/a", "/a", 200);

    assertThat(requests())
        .containsExactly("{method=\"_OTHER\",route=\"/a\",status_code=\"200\"} 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 99, 600, 999})
  void anImpossibleStatusIsOther(int status) {
    finish("GET", "", "/a", "/a", status);

    assertThat(requests())
        .containsExactly("{method=\"GET\",route=\"/a\",status_code=\"_other_\"} 1");
  }

  @Test
  void totalsAreTheCountsOfTheHistogram() {
    finish("GET", "", "/a", "/a", 200);
    finish("GET", "", "/a", "/a", 200);
    finish("GET", "", null, "/b", 404);

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.counted("http_requests_total"))
        .hasSize(2)
        .isEqualTo(scrape.counted("http_request_duration_seconds_count"));
  }

  @Test
  void failuresOfADeclaredRouteAreThereBeforeTheFirstOne() {
    finish("GET", "", "/a", "/a", 200);
    String failures = "http_requests_total{method=\"GET\",route=\"/a\",status_code=\"500\"}";

    assertThat(Scrape.of(families).value(failures)).isEqualTo(0);
    assertThat(Scrape.of(families).labels("http_request_duration_seconds_count")).hasSize(1);
    finish("GET", "", "/a", "/a", 500);
    assertThat(Scrape.of(families).value(failures)).isEqualTo(1);
    assertThat(Scrape.of(families).labels("http_requests_total")).hasSize(2);
  }

  @Test
  void aRouteThatIsAPathHasNoFailuresOfItsOwn() {
    for (int i = 0; i < 3; i++) {
      finish("GET", "", null, "/b", 200);
    }

    assertThat(Scrape.of(families).labels("http_requests_total"))
        .contains("{method=\"GET\",route=\"/b\",status_code=\"200\"}")
        .doesNotContain("{method=\"GET\",route=\"/b\",status_code=\"500\"}");
  }

  @Test
  void durationsAreSecondsInTheContractsBuckets() {
    finish("GET", "", "/a", "/a", 200, 30 * MILLISECOND);

    Scrape scrape = Scrape.of(families);

    String labels = "{method=\"GET\",route=\"/a\",status_code=\"200\"";
    assertThat(scrape.value("http_request_duration_seconds_sum" + labels + "}")).isEqualTo(0.03);
    assertThat(scrape.labels("http_request_duration_seconds_bucket"))
        .extracting(bucket -> bucket.replaceAll(".*le=\"(.*)\"}", "$1"))
        .containsExactly(
            "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0",
            "+Inf");
    String bucket = "http_request_duration_seconds_bucket" + labels;
    assertThat(scrape.value(bucket + ",le=\"0.025\"}")).isZero();
    assertThat(scrape.value(bucket + ",le=\"0.05\"}")).isEqualTo(1);
  }

  @Test
  void onlyRequestsLongerThanTheThresholdAreSlow() {
    finish("GET", "", "/a", "/a", 200, 1000 * MILLISECOND);
    assertThat(Scrape.of(families).value("http_slow_requests_total{method=\"GET\",route=\"/a\"}"))
        .as("there before anything is slow")
        .isZero();

    finish("GET", "", "/a", "/a", 500, 1000 * MILLISECOND + 1);
    assertThat(Scrape.of(families).value("http_slow_requests_total{method=\"GET\",route=\"/a\"}"))
        .isEqualTo(1);
  }

  @Test
  void pathsPastTheCapAreMeasuredAsOtherAndCounted() {
    for (int i = 0; i < 20; i++) {
      for (int sighting = 0; sighting < 3; sighting++) {
        finish("GET", "", null, "/page-" + letter(i), 200);
      }
    }

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.labels("http_requests_total"))
        .as("10 of the cap and _other_, which is exempt")
        .hasSizeLessThanOrEqualTo(11)
        .contains("{method=\"GET\",route=\"_other_\",status_code=\"200\"}");
    assertThat(scrape.sum("http_requests_total")).isEqualTo(60);
    String other = "http_requests_total{method=\"GET\",route=\"_other_\",status_code=\"200\"}";
    assertThat(scrape.value(overflow())).isEqualTo(scrape.value(other)).isGreaterThan(40);
  }

  @Test
  void overflowKeepsMethodAndStatus() {
    for (int i = 0; i < 20; i++) {
      for (int sighting = 0; sighting < 3; sighting++) {
        finish("GET", "", null, "/page-" + letter(i), 200);
      }
    }
    for (int sighting = 0; sighting < 3; sighting++) {
      finish("DELETE", "", null, "/page-" + letter(0), 204);
    }

    assertThat(requests()).contains("{method=\"DELETE\",route=\"_other_\",status_code=\"204\"} 3");
  }

  @Test
  void declaredRoutesAreExemptFromTheCap() {
    for (int i = 0; i < 20; i++) {
      finish("GET", "", "/route-" + letter(i), "/", 200);
    }

    Scrape scrape = Scrape.of(families);

    assertThat(requests()).hasSize(20);
    assertThat(scrape.value(overflow())).isZero();
  }

  @Test
  void noOtherCounterOfTheFamilyGrowsPastTheCap() {
    for (int i = 0; i < 20; i++) {
      for (String method : new String[] {"GET", "PUT", "POST", "HEAD"}) {
        for (int sighting = 0; sighting < 3; sighting++) {
          finish(method, "", null, "/page-" + letter(i), 200);
        }
      }
    }

    assertThat(Scrape.of(families).labels("http_slow_requests_total"))
        .as("10 of the cap and _other_ with each method")
        .hasSizeLessThanOrEqualTo(14);
  }

  @Test
  void aScannerLeavesRoomForTheRoutesOfOthers() {
    for (int i = 0; i < 10_000; i++) {
      finish("GET", "", null, "/scan-" + i + "x", 200);
    }
    for (int sighting = 0; sighting < 3; sighting++) {
      finish("GET", "", null, "/checkout", 200);
    }

    assertThat(requests())
        .containsExactlyInAnyOrder(
            "{method=\"GET\",route=\"_other_\",status_code=\"200\"} 10002",
            "{method=\"GET\",route=\"/checkout\",status_code=\"200\"} 1");
  }

  @Test
  void twoContextsWithTheSameRouteShareTheirSeries() {
    finish("GET", "", "/shop/cart", "/shop/cart", 200);
    finish("GET", "/shop", "/cart", "/shop/cart", 200, 2000 * MILLISECOND);

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.counted("http_requests_total"))
        .containsExactly("{method=\"GET\",route=\"/shop/cart\",status_code=\"200\"} 2");
    assertThat(scrape.counted("http_slow_requests_total"))
        .containsExactly("{method=\"GET\",route=\"/shop/cart\"} 1");
  }

  @Test
  void theFourComponentsOfTheTimeAddUpToTheDuration() {
    work.addTime(RequestWork.Component.DB, 20 * MILLISECOND);
    work.addTime(RequestWork.Component.DB, 10 * MILLISECOND);
    work.addTime(RequestWork.Component.CACHE, 4 * MILLISECOND);
    work.addTime(RequestWork.Component.EXTERNAL, 16 * MILLISECOND);
    finish("GET", "", "/a", "/a", 200, 75 * MILLISECOND);

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.labels("http_request_time_seconds_total")).hasSize(4);
    assertThat(seconds(scrape, "db")).isEqualTo(0.03);
    assertThat(seconds(scrape, "cache")).isEqualTo(0.004);
    assertThat(seconds(scrape, "external")).isEqualTo(0.016);
    assertThat(seconds(scrape, "app")).isEqualTo(0.025);
  }

  private static double seconds(Scrape scrape, String component) {
    return scrape.value(
        "http_request_time_seconds_total{component=\""
            + component
            + "\",method=\"GET\",route=\"/a\"}");
  }

  @Test
  void theCallsOfARequestAreCountedByRoute() {
    work.countQuery();
    work.countQuery();
    work.countExternalCall();
    finish("GET", "", "/a", "/a", 200);
    work.reset();
    finish("POST", "", "/a", "/a", 500);

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.value("http_request_db_queries_sum{route=\"/a\"}")).isEqualTo(2);
    assertThat(scrape.value("http_request_db_queries_count{route=\"/a\"}")).isEqualTo(2);
    assertThat(scrape.value("http_request_db_queries_bucket{route=\"/a\",le=\"0.0\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("http_request_db_queries_bucket{route=\"/a\",le=\"2.0\"}"))
        .isEqualTo(2);
    assertThat(scrape.value("http_request_external_calls_sum{route=\"/a\"}")).isEqualTo(1);
    assertThat(scrape.value("http_request_external_calls_count{route=\"/a\"}")).isEqualTo(2);
  }

  @Test
  void aRouteThatFindsNoRoomForItsTimeIsMeasuredAsOther() {
    for (int i = 0; i < 10; i++) {
      for (int sighting = 0; sighting < 3; sighting++) {
        finish("GET", "", null, "/page-" + letter(i), 200, 1000 * MILLISECOND);
      }
    }

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.sum("http_request_time_seconds_total")).isEqualTo(30);
    assertThat(scrape.labels("http_request_time_seconds_total"))
        .as("of one route with its four components, and of _other_, which is exempt")
        .hasSize(8);
  }

  @Test
  void theErrorRatioIsTheShareOfServerErrorsAndAbsentWithoutTraffic() {
    assertThat(Scrape.of(families).value("http_error_ratio")).isNull();

    finish("GET", "", "/a", "/a", 200);
    finish("GET", "", "/a", "/a", 404);
    finish("GET", "", "/a", "/a", 499);
    finish("GET", "", "/a", "/a", 503);

    assertThat(Scrape.of(families).value("http_error_ratio")).isEqualTo(0.25);
  }

  @Test
  void activeRequestsAreThoseInFlight() {
    http.requestStarted();
    http.requestStarted();
    HttpMetrics.requestEnded(http.requestStarted());

    assertThat(Scrape.of(families).value("http_active_requests")).isEqualTo(2);
  }

  @Test
  void activeRequestsAreNeverNegative() {
    LongAdder counted = http.requestStarted();
    HttpMetrics.requestEnded(counted);
    HttpMetrics.requestEnded(counted);

    assertThat(Scrape.of(families).value("http_active_requests")).isZero();
  }

  private void finish(String method, String context, String mapping, String uri, int status) {
    finish(method, context, mapping, uri, status, MILLISECOND);
  }

  private void finish(
      String method, String context, String mapping, String uri, int status, long nanos) {
    Routes routes = http.routes();
    Route known = routes.ofServlet(context, mapping, "servlet", false, status);
    record(known != null ? known : routes.observed(path(uri)), method, status, nanos);
  }

  private void record(Route route, String method, int status, long nanos) {
    http.requestFinished(route, method, status, nanos, END_NANOS, null, work);
  }

  private java.util.List<String> requests() {
    return Scrape.of(families).counted("http_requests_total");
  }

  private static NormalizedPath path(String uri) {
    return new NormalizedPath().set(uri);
  }

  private static String overflow() {
    return "tacho_series_overflow_total{family=\"http_request_duration_seconds\"}";
  }

  private static char letter(int i) {
    return (char) ('a' + i);
  }
}

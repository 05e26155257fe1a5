package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ExternalMetricsTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  private final Families families = TestFamilies.with("max-series=10");
  private final ExternalMetrics external = families.external();

  @Test
  void anOperationIsTheMethodAndTheNormalisedPath() {
    operation("api.stripe.com", "GET", "/v1/charges/42?expand=all").answered(200, MILLISECOND);

    assertThat(requests())
        .containsExactly(
            "{operation=\"GET /v1/charges/{id}\",peer_service=\"api.stripe.com\","
                + "status_code=\"200\"} 1");
  }

  @Test
  void aHostIsOnePeerInWhateverCaseItIsWritten() {
    operation("Example.COM", "GET", "/a").answered(200, MILLISECOND);
    operation("example.com", "GET", "/a").answered(200, MILLISECOND);

    assertThat(requests())
        .containsExactly(
            "{operation=\"GET /a\",peer_service=\"example.com\",status_code=\"200\"} 2");
  }

  @Test
  void totalsAreTheCountsOfTheHistogram() {
    operation("example.com", "GET", "/a").answered(200, MILLISECOND);
    operation("example.com", "GET", "/a").answered(404, MILLISECOND);
    operation("example.com", "PUT", "/a").failed(ExternalError.IO, MILLISECOND);

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.counted("external_api_requests_total"))
        .hasSize(3)
        .isEqualTo(scrape.counted("external_api_duration_seconds_count"));
  }

  @Test
  void aCallWithoutAnswerHasTheStatusError() {
    operation("example.com", "GET", "/a").failed(ExternalError.CONNECT, MILLISECOND);

    assertThat(requests())
        .containsExactly(
            "{operation=\"GET /a\",peer_service=\"example.com\",status_code=\"error\"} 1");
    assertThat(errors()).containsExactly("{error=\"connect\",peer_service=\"example.com\"} 1");
  }

  @Test
  void statusesOfFourHundredAndMoreAreErrorsOfThePeer() {
    ExternalMetrics.Operation operation = operation("example.com", "GET", "/a");
    operation.answered(200, MILLISECOND);
    operation.answered(404, MILLISECOND);
    operation.answered(503, MILLISECOND);
    operation.answered(503, MILLISECOND);

    assertThat(errors())
        .containsExactlyInAnyOrder(
            "{error=\"4xx\",peer_service=\"example.com\"} 1",
            "{error=\"5xx\",peer_service=\"example.com\"} 2");
  }

  @Test
  void everyErrorOfAKnownPeerExistsFromTheStart() {
    operation("example.com", "GET", "/a").answered(200, MILLISECOND);

    assertThat(Scrape.of(families).labels("external_api_errors_total"))
        .hasSize(ExternalError.values().length)
        .contains("{error=\"timeout\",peer_service=\"example.com\"}");
  }

  @Test
  void onlyCallsLongerThanTheThresholdAreSlow() {
    String slow =
        "external_api_slow_requests_total{operation=\"GET /a\",peer_service=\"example.com\"}";
    operation("example.com", "GET", "/a").answered(200, 1000 * MILLISECOND);
    assertThat(Scrape.of(families).value(slow)).isZero();

    operation("example.com", "GET", "/a").failed(ExternalError.IO, 1000 * MILLISECOND + 1);
    assertThat(Scrape.of(families).value(slow)).isEqualTo(1);
  }

  @Test
  void whatIsPastTheCapIsOtherAndNoMeasurementIsLost() {
    for (int i = 0; i < 20; i++) {
      operation("example.com", "GET", "/page-" + letter(i)).answered(200, MILLISECOND);
    }
    for (int i = 0; i < 20; i++) {
      operation("host-" + letter(i), "GET", "/").answered(500, 2000 * MILLISECOND);
    }

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.labels("external_api_requests_total"))
        .as("10 of the cap and two statuses of _other_, which are exempt")
        .hasSize(12);
    assertThat(scrape.sum("external_api_requests_total")).isEqualTo(40);
    assertThat(scrape.sum("external_api_slow_requests_total")).isEqualTo(20);
    assertThat(scrape.sum("external_api_errors_total")).isEqualTo(20);
    assertThat(
            scrape.value("tacho_series_overflow_total{family=\"external_api_duration_seconds\"}"))
        .isEqualTo(30);
  }

  @Test
  void noOtherCounterOfTheFamilyGrowsPastTheCap() {
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 20; j++) {
        operation("host-" + letter(i), "GET", "/page-" + letter(j)).answered(200, MILLISECOND);
      }
    }

    Scrape scrape = Scrape.of(families);

    assertThat(scrape.labels("external_api_slow_requests_total")).hasSizeLessThanOrEqualTo(11);
    assertThat(scrape.labels("external_api_errors_total"))
        .hasSizeLessThanOrEqualTo(11 * ExternalError.values().length);
  }

  @Test
  void longPathsThatAreCutToTheSameNameShareTheirSeries() {
    String path = "/" + "x".repeat(117);
    operation("example.com", "GET", path + "a").answered(200, MILLISECOND);
    operation("example.com", "GET", path + "b").answered(200, 2000 * MILLISECOND);

    String labels = "{operation=\"GET /" + "x".repeat(115) + "\",peer_service=\"example.com\"";
    assertThat(requests()).containsExactly(labels + ",status_code=\"200\"} 2");
    assertThat(Scrape.of(families).counted("external_api_slow_requests_total"))
        .containsExactly(labels + "} 1");
  }

  @Test
  void aHostNamedLikeTheOverflowDoesNotSpoilTheScrape() {
    operation("_other_", "GET", "/").answered(200, MILLISECOND);
    for (int i = 0; i < 20; i++) {
      operation("host-" + letter(i), "GET", "/").answered(200, MILLISECOND);
    }

    assertThat(Scrape.of(families).sum("external_api_requests_total")).isEqualTo(21);
  }

  private ExternalMetrics.Operation operation(String host, String method, String uri) {
    return external.operation(host, method, new NormalizedPath().set(uri));
  }

  private java.util.List<String> requests() {
    return Scrape.of(families).counted("external_api_requests_total");
  }

  private java.util.List<String> errors() {
    return Scrape.of(families).counted("external_api_errors_total");
  }

  private static char letter(int i) {
    return (char) ('a' + i);
  }
}

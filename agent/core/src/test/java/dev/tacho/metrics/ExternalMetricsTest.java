package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
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
            "{operation=\"GET /v1/charges/{id}\",peer_service=\"stripe\",status_code=\"200\"} 1");
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
  void hostsWithOneNameAreOnePeer() {
    Families named = TestFamilies.with("services=*.internal:internal;localhost:8081:internal");
    answer(named, "a.internal", -1, "/x");
    answer(named, "b.internal", 8080, "/x");
    answer(named, "localhost", 8081, "/x");
    answer(named, "localhost", 8082, "/x");

    assertThat(Scrape.of(named).counted("external_api_requests_total"))
        .containsExactlyInAnyOrder(
            "{operation=\"GET /x\",peer_service=\"internal\",status_code=\"200\"} 3",
            "{operation=\"GET /x\",peer_service=\"localhost\",status_code=\"200\"} 1");
  }

  @Test
  void aConfiguredPathNamesTheOperation() {
    Families named =
        TestFamilies.with("service-paths=stripe:/v1/charges/{charge};stripe:/v1/files/*;/ping*");
    answer(named, "api.stripe.com", -1, "/v1/charges/ch_1");
    answer(named, "api.stripe.com", -1, "/v1/charges/ch_2?expand=all");
    answer(named, "api.stripe.com", -1, "/v1/files/a/b");
    answer(named, "api.stripe.com", -1, "/v1/tokens/7");
    answer(named, "example.com", -1, "/v1/charges/7");
    answer(named, "example.com", -1, "/pinging");

    assertThat(Scrape.of(named).counted("external_api_requests_total"))
        .extracting(sample -> sample.replace(",status_code=\"200\"", ""))
        .containsExactlyInAnyOrder(
            "{operation=\"GET /v1/charges/{charge}\",peer_service=\"stripe\"} 2",
            "{operation=\"GET /v1/files/*\",peer_service=\"stripe\"} 1",
            "{operation=\"GET /v1/tokens/{id}\",peer_service=\"stripe\"} 1",
            "{operation=\"GET /v1/charges/{id}\",peer_service=\"example.com\"} 1",
            "{operation=\"GET /ping*\",peer_service=\"example.com\"} 1");
  }

  @Test
  void callsToTheAgentsOwnEndpointHaveNoOperation() {
    external.endpointListensAt(9464);

    assertThat(external.operation("localhost", 9464, "GET", "/metrics", new NormalizedPath()))
        .isNull();
    answer(families, "localhost", 9465, "/metrics");
    answer(families, "metrics.example.com", 9464, "/metrics");
    assertThat(Scrape.of(families).sum("external_api_requests_total")).isEqualTo(2);
  }

  @Test
  void aStatusThatHttpDoesNotKnowIsAnother() {
    ExternalMetrics.Operation operation = operation("example.com", "GET", "/a");
    operation.answered(99, MILLISECOND);
    operation.answered(600, MILLISECOND);
    operation.answered(Integer.MAX_VALUE, MILLISECOND);
    operation.answered(-1, MILLISECOND);

    assertThat(requests())
        .containsExactly(
            "{operation=\"GET /a\",peer_service=\"example.com\",status_code=\"_other_\"} 4");
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
        .as("one peer of nine kinds of errors in the ten series of the cap, and _other_")
        .hasSize(2 * ExternalError.values().length);
  }

  @Test
  void errorsOfPeersPastTheCapAreCountedTogether() {
    for (int i = 0; i < 5; i++) {
      operation("host-" + letter(i), "GET", "/").failed(ExternalError.DNS, MILLISECOND);
    }

    Scrape scrape = Scrape.of(families);

    assertThat(errors())
        .containsExactlyInAnyOrder(
            "{error=\"dns\",peer_service=\"host-a\"} 1",
            "{error=\"dns\",peer_service=\"_other_\"} 4");
    assertThat(scrape.value("tacho_series_overflow_total{family=\"external_api_errors_total\"}"))
        .isEqualTo(4);
    assertThat(scrape.value("tacho_series{family=\"external_api_errors_total\"}")).isEqualTo(18);
    assertThat(scrape.value("tacho_series_limit{family=\"external_api_errors_total\"}"))
        .isEqualTo(10);
  }

  @Test
  void aNamedServiceIsCountedWhateverTheNumberOfItsHosts() {
    Families named = TestFamilies.with("max-series=10,services=*.tenants:tenants");
    for (int i = 0; i < 1_000; i++) {
      answer(named, "tenant-" + i + ".tenants", -1, "/");
    }

    assertThat(Scrape.of(named).counted("external_api_requests_total"))
        .containsExactly("{operation=\"GET /\",peer_service=\"tenants\",status_code=\"200\"} 1000");
  }

  @Test
  void hostsAndPathsOfWhichNoTwoAreAlikeTakeNoMoreRoomThanTheLimitGives() throws Exception {
    Families many = TestFamilies.with("max-series=1000");
    callFrom(many, 0, 2_000);
    long before = liveBytes();

    callFrom(many, 2_000, 100_000);

    assertThat(liveBytes() - before).as("growth of the heap").isLessThan(100_000);
    Scrape scrape = Scrape.of(many);
    assertThat(scrape.sum("external_api_requests_total")).isEqualTo(200_000);
    assertThat(scrape.sum("external_api_errors_total")).isEqualTo(200_000);
    assertThat(scrape.labels("external_api_requests_total")).hasSizeLessThanOrEqualTo(1_001);
  }

  @Test
  void callsThatNeverEndTakeNoMoreRoomThanTheLimitGives() throws Exception {
    Families many = TestFamilies.with("max-series=1000");
    begin(many, 0, 2_000);
    long before = liveBytes();

    begin(many, 2_000, 100_000);

    assertThat(liveBytes() - before).as("growth of the heap").isLessThan(100_000);
    assertThat(Scrape.of(many).labels("external_api_requests_total")).isEmpty();
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

  @Test
  void aKnownOperationIsFoundAndRecordedWithoutAllocation() {
    Families named =
        TestFamilies.with("services=*.internal:internal;a:81:b,service-paths=internal:/v1/{x}");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    NormalizedPath space = new NormalizedPath();
    callKnownOperations(named, space);

    long before = threads.getCurrentThreadAllocatedBytes();
    long itself = threads.getCurrentThreadAllocatedBytes() - before;
    before = threads.getCurrentThreadAllocatedBytes();
    callKnownOperations(named, space);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isEqualTo(itself);
  }

  private static void callKnownOperations(Families families, NormalizedPath space) {
    ExternalMetrics external = families.external();
    for (int i = 0; i < 100; i++) {
      external.operation("x.internal", 8080, "GET", "/v1/y", space).answered(200, MILLISECOND);
      external.operation("a", 81, "POST", "/orders/7", space).answered(404, MILLISECOND);
      external.operation("api.stripe.com", -1, "FROB", null, space).answered(200, MILLISECOND);
    }
  }

  private static void callFrom(Families families, int start, int end) {
    for (int i = start; i < end; i++) {
      ExternalMetrics external = families.external();
      external
          .operation("host-" + i, -1, "GET", "/", new NormalizedPath())
          .failed(ExternalError.DNS, MILLISECOND);
      external
          .operation("example.com", i, "GET", "/page-" + i, new NormalizedPath())
          .failed(ExternalError.IO, MILLISECOND);
    }
  }

  private static void begin(Families families, int start, int end) {
    for (int i = start; i < end; i++) {
      families.external().operation("host-" + i, -1, "GET", "/", new NormalizedPath());
      families.external().operation("one", -1, "M" + i, "/page-" + i, new NormalizedPath());
    }
  }

  private static void answer(Families families, String host, int port, String path) {
    families
        .external()
        .operation(host, port, "GET", path, new NormalizedPath())
        .answered(200, MILLISECOND);
  }

  /** What the heap holds after a full collection. */
  private static long liveBytes() throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    Matcher total = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$").matcher(histogram);
    assertThat(total.find()).as(histogram).isTrue();
    return Long.parseLong(total.group(1));
  }

  private ExternalMetrics.Operation operation(String host, String method, String uri) {
    return external.operation(host, -1, method, uri, new NormalizedPath());
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

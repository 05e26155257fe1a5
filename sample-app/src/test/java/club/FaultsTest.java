package club;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

final class FaultsTest {
  private static final String PAYMENT = "/payments?memberId=1&amount=1000";

  @TempDir private static Path directory;
  private static ClubWithRedis club;

  @BeforeAll
  static void startTheApplication() throws Exception {
    club = ClubWithRedis.start(directory, "jdbc:h2:mem:club-faults-test", "--port", "0");
  }

  @AfterEach
  void switchAllOff() throws Exception {
    for (Fault fault : Fault.values()) {
      set(fault, false);
    }
  }

  @AfterAll
  static void stopEverything() throws Exception {
    club.close();
  }

  @Test
  void allFaultsAreListedAndOffAtFirst() throws Exception {
    assertThat(get("/faults").body())
        .isEqualTo(
            "{\"latency\":false,\"errors\":false,\"slow-query\":false,\"pool-exhausted\":false,"
                + "\"peer-down\":false,\"cache-misses\":false,\"job-failure\":false}");
  }

  @Test
  void aFaultIsOnUntilItIsSwitchedOff() throws Exception {
    set(Fault.SLOW_QUERY, true);
    assertThat(get("/faults").body()).contains("\"slow-query\":true");

    set(Fault.SLOW_QUERY, false);
    assertThat(get("/faults").body()).doesNotContain("true");
  }

  @Test
  void whatCannotBeSwitchedIsNamed() throws Exception {
    assertThat(post("/faults/rain?on=true").statusCode()).isEqualTo(404);
    assertThat(post("/faults/rain?on=true").body()).contains("no such fault", "slow-query");
    assertThat(post("/faults/latency").statusCode()).isEqualTo(400);
  }

  @Test
  void theUsageNamesEveryFault() {
    assertThat(Options.USAGE).contains(Arrays.stream(Fault.values()).map(Fault::path).toList());
  }

  @Test
  void withErrorsEveryOtherRequestFails() throws Exception {
    set(Fault.ERRORS, true);

    assertThat(List.of(status("/health"), status("/health"), status("/health"), status("/health")))
        .containsExactlyInAnyOrder(200, 500, 200, 500);
  }

  @Test
  void withLatencyARequestTakesLonger() throws Exception {
    set(Fault.LATENCY, true);
    long start = System.nanoTime();

    assertThat(status("/health")).isEqualTo(200);

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(FaultFilter.DELAY.toNanos());
  }

  @Test
  void withThePoolExhaustedARequestGetsNoConnection() throws Exception {
    set(Fault.POOL_EXHAUSTED, true);
    assertThat(status("/members")).isEqualTo(500);

    set(Fault.POOL_EXHAUSTED, false);
    assertThat(status("/members")).isEqualTo(200);
  }

  @Test
  void withThePeerDownAPaymentFailsAndIsTakenAgainAfter() throws Exception {
    set(Fault.PEER_DOWN, true);
    assertThat(post(PAYMENT).statusCode()).isEqualTo(502);

    set(Fault.PEER_DOWN, false);
    assertThat(post(PAYMENT).statusCode()).isEqualTo(201);
  }

  @Test
  void withCacheMissesAMemberIsNeverFoundInRedis() throws Exception {
    get("/members/7");
    try (Jedis jedis = club.jedis()) {
      set(Fault.CACHE_MISSES, true);
      String misses = misses(jedis);

      assertThat(status("/members/7")).isEqualTo(200);

      assertThat(misses(jedis)).isNotEqualTo(misses);
    }
  }

  private static String misses(Jedis jedis) {
    return jedis
        .info("stats")
        .lines()
        .filter(line -> line.startsWith("keyspace_misses:"))
        .findFirst()
        .orElseThrow();
  }

  private static void set(Fault fault, boolean on) throws Exception {
    assertThat(post("/faults/" + fault.path() + "?on=" + on).statusCode()).isEqualTo(200);
  }

  private static int status(String path) throws Exception {
    return get(path).statusCode();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return club.get(path);
  }

  private static HttpResponse<String> post(String path) throws Exception {
    return club.post(path, "");
  }
}

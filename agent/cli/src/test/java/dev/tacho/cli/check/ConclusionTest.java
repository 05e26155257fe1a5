package dev.tacho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConclusionTest {
  private final Endpoint endpoint = TestPlans.endpoint("a", "/a", 1);
  private final EndpointResult good = TestResults.tenAnswers(1, 0).result(endpoint);
  private final EndpointResult bad = TestResults.tenAnswers(1, 1).result(endpoint);

  @Test
  void aRunThatKeptItsRateIsJudgedByTheEndpoints() {
    assertThat(Conclusion.of(TestResults.of(good), false)).isEqualTo(Conclusion.COMPLIES);
    assertThat(Conclusion.of(TestResults.of(good, bad), false)).isEqualTo(Conclusion.VIOLATES);
    assertThat(Conclusion.of(TestResults.of(good), true)).isEqualTo(Conclusion.WORSE);
  }

  @Test
  void aRunThatDidNotConcludesNothing() {
    assertThat(Conclusion.of(TestResults.of(0, true, bad), true)).isEqualTo(Conclusion.STOPPED);
    assertThat(Conclusion.of(TestResults.of(1, false, bad), true))
        .isEqualTo(Conclusion.MACHINE_TOO_SLOW); // one of ten is late, one of a hundred may be
    assertThat(Conclusion.of(TestResults.of(notSent(tolerant())), false))
        .isEqualTo(Conclusion.RATE_NOT_KEPT);
  }

  @Test
  void aServiceThatFilledAllPlacesAndViolatesIsFoundOut() {
    assertThat(Conclusion.of(TestResults.of(notSent(endpoint)), false))
        .isEqualTo(Conclusion.VIOLATES);
  }

  @Test
  void exitCodesTellTheThreeKindsApart() {
    assertThat(Conclusion.COMPLIES.exitCode).isEqualTo(0);
    assertThat(Conclusion.VIOLATES.exitCode).isEqualTo(1);
    assertThat(Conclusion.WORSE.exitCode).isEqualTo(1);
    assertThat(Conclusion.STOPPED.exitCode).isEqualTo(2);
    assertThat(Conclusion.MACHINE_TOO_SLOW.exitCode).isEqualTo(2);
    assertThat(Conclusion.RATE_NOT_KEPT.exitCode).isEqualTo(2);
  }

  @Test
  void sharesLeaveOutWhatWasNotAsked() {
    RunResult result = TestResults.of(good, bad, bad, TestResults.nothing(endpoint));

    assertThat(result.complyingEndpointRatio()).isEqualTo(1 / 3.0);
    assertThat(result.complyingRequestRatio()).isEqualTo(1 / 3.0);
    assertThat(result.ratePerSecond()).isEqualTo(3);
  }

  private static EndpointResult notSent(Endpoint endpoint) {
    EndpointFigures figures = TestResults.tenAnswers(1, 0);
    figures.failed(Failure.NOT_SENT);
    return figures.result(endpoint);
  }

  private static Endpoint tolerant() {
    Endpoint endpoint = TestPlans.endpoint("a", "/a", 1);
    endpoint.tier = new Tier("tolerant", java.util.Collections.singletonMap(Measure.P50, 1.0));
    return endpoint;
  }
}

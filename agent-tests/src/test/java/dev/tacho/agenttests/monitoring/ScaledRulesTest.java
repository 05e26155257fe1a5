package dev.tacho.agenttests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.Artifacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaledRulesTest {
  private static final Path ALERTS = Artifacts.repository().resolve("alerts");

  @TempDir private Path folder;

  @Test
  void aMinuteOfAWindowOrAnOffsetIsASecondAndNamesStay() {
    assertThat(
            ScaledRules.expression(
                "rate(a_total[5m]) / b:rate5m offset 1h + max_over_time(c[1d:10m]) > d{w=\"1h\"}",
                Duration.ofMinutes(2)))
        .isEqualTo(
            "rate(a_total[5000ms]) / b:rate5m offset 60000ms + max_over_time(c[120000ms:10000ms])"
                + " > d{w=\"1h\"}");
  }

  @Test
  void aRealPrometheusTakesAllRulesAndNoneFails() {
    List<Path> files = ScaledRules.write(ALERTS, folder);
    try (PrometheusServer prometheus = PrometheusServer.configure().rules(files).start()) {
      Await.until(
          () -> "all rules evaluated: " + prometheus.rules(),
          () -> prometheus.rules().stream().noneMatch(rule -> rule.health().equals("unknown")));

      assertThat(prometheus.rules())
          .hasSizeGreaterThan(100)
          .allSatisfy(rule -> assertThat(rule.error()).isEmpty());
    }
  }
}

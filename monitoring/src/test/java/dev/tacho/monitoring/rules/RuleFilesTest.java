package dev.tacho.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RuleFilesTest {
  private static final Path ALERTS = Path.of("../alerts");

  @Test
  void readsARecordingRuleAndAnAlert() throws Exception {
    assertThat(RuleFiles.all(ALERTS))
        .anySatisfy(
            rule -> {
              assertThat(rule.file()).isEqualTo("budgets/limits.yml");
              assertThat(rule.name()).isEqualTo("job:limit:rate");
              assertThat(rule.labels()).isEqualTo(Map.of("limit", "traffic"));
              assertThat(rule.expression()).isEqualTo("0.05 * group by (job) (tacho_build_info)");
              assertThat(rule.isAlert()).isFalse();
            })
        .anySatisfy(
            rule -> {
              assertThat(rule.group()).isEqualTo("tacho-http");
              assertThat(rule.name()).isEqualTo("HttpNoTraffic");
              assertThat(rule.isAlert()).isTrue();
              assertThat(rule.holdFor()).isEqualTo("5m");
              assertThat(rule.labels()).containsEntry("severity", "critical");
              assertThat(rule.annotations()).containsKey("runbook_url");
            });
  }
}

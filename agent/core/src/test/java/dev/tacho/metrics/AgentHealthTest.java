package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.log.AgentLog;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentHealthTest {
  private final AgentHealth health = new AgentHealth(List.of("acme"));

  @Test
  void aFailureCountsEachTimeAndIsLoggedOncePerCause() {
    long before = AgentLog.suppressed();
    health.failed(0, "while testing", new IllegalStateException("first"));
    health.failed(0, "while testing", new IllegalStateException("second, of the same kind"));
    health.failed(0, "while testing", new IllegalArgumentException("another"));
    health.failed(AgentHealth.CORE, "while testing", new IllegalStateException("elsewhere"));

    assertThat(AgentLog.suppressed() - before).isEqualTo(1);
    assertThat(health.failures(0)).isEqualTo(3);
    assertThat(health.failures(AgentHealth.CORE)).isEqualTo(1);
  }

  @Test
  void noMoreThanTenCausesAreLogged() {
    long before = AgentLog.suppressed();
    for (int i = 0; i < 15; i++) {
      health.failed(0, "while testing " + i, new IllegalStateException("as asked"));
    }

    assertThat(AgentLog.suppressed() - before).isEqualTo(5);
    assertThat(health.failures(0)).isEqualTo(15);
  }
}

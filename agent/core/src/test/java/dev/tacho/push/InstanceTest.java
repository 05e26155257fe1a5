package dev.tacho.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class InstanceTest {
  @Test
  void aPodIsCalledByItsName() {
    assertThat(
            Instance.name(
                Map.of("HOSTNAME", "orders-7d4b9-x2x", "KUBERNETES_SERVICE_HOST", "10.0.0.1"),
                "other",
                "1"))
        .isEqualTo("orders-7d4b9-x2x");
  }

  @Test
  void elsewhereAProcessIsCalledByItsHostAndId() {
    assertThat(Instance.name(Map.of("HOSTNAME", "web1"), "other", "77")).isEqualTo("web1:77");
    assertThat(Instance.name(Map.of(), "kernel", "77")).isEqualTo("kernel:77");
    assertThat(Instance.name(Map.of("COMPUTERNAME", "PC"), null, "77")).isEqualTo("PC:77");
    assertThat(Instance.name(Map.of(), "", "77")).isEqualTo("unknown:77");
  }
}

package dev.tacho.agenttests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.Artifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which alerts keep which others from being sent, as the configuration has it. */
class InhibitionTest {
  /** Alertmanager takes alerts in turn: once the second is inhibited, all before have been seen. */
  private static final String FIRST_OF_THE_END = "End critical end";

  private static final String END = "End warning end";

  private WebhookReceiver webhook;
  private AlertmanagerServer alertmanager;

  @BeforeEach
  void start() throws IOException {
    webhook = WebhookReceiver.start();
    alertmanager =
        AlertmanagerServer.start(
            ScaledRules.alertmanager(Artifacts.repository().resolve("alerts"), webhook));
  }

  @AfterEach
  void stop() {
    if (alertmanager != null) {
      alertmanager.close();
    }
    webhook.close();
  }

  @Test
  void anInstanceThatIsDownSaysNothingElse() throws Exception {
    assertThat(
            inhibited(
                "TargetDown critical target instance=a",
                "HeapAfterGcCritical critical heap instance=a",
                "HeapAfterGcCritical critical heap instance=b",
                "AgentDisabled info agent_disabled instance=a",
                "HttpNoTraffic critical http_traffic"))
        .containsExactlyInAnyOrder(
            "HeapAfterGcCritical critical heap instance=a",
            "AgentDisabled info agent_disabled instance=a");
  }

  @Test
  void theCriticalAlertOfAFamilyStandsForItsWarning() throws Exception {
    assertThat(
            inhibited(
                "HttpNoTraffic critical http_traffic",
                "HttpThroughputHalved warning http_traffic",
                "HttpErrorRatioHigh warning http_errors"))
        .containsExactly("HttpThroughputHalved warning http_traffic");
  }

  @Test
  void aPeerOrAPoolStandsForNoOther() throws Exception {
    assertThat(
            inhibited(
                "ExternalPeerDown critical external_errors peer_service=mail",
                "ExternalErrorRatioHigh warning external_errors peer_service=mail",
                "ExternalErrorRatioHigh warning external_errors peer_service=maps",
                "ConnectionPoolExhausted critical connection_pool instance=a pool=main",
                "ConnectionWaitHigh warning connection_pool instance=a pool=main",
                "ConnectionWaitHigh warning connection_pool instance=a pool=reports"))
        .containsExactlyInAnyOrder(
            "ExternalErrorRatioHigh warning external_errors peer_service=mail",
            "ConnectionWaitHigh warning connection_pool instance=a pool=main");
  }

  @Test
  void aRegionStandsForNoOther() throws Exception {
    assertThat(
            inhibited(
                "HttpLatencyCritical critical http_latency region=eu",
                "HttpLatencyHigh warning http_latency region=eu",
                "HttpLatencyHigh warning http_latency region=us"))
        .containsExactly("HttpLatencyHigh warning http_latency region=eu");
  }

  @Test
  void aTierThatBurnsStandsForTheSum() throws Exception {
    assertThat(
            inhibited(
                "SloBudgetBurnFast critical slo-payment-availability",
                "SloBudgetBurnFast critical slo-http-availability",
                "SloBudgetBurnVeryFast critical slo-http-availability",
                "SloBudgetBurnFast critical slo-http-latency",
                "SloBudgetBurnSlow warning slo-database-read-latency",
                "SloBudgetBurnSlow warning slo-database-latency",
                "SloBudgetBurnSlow warning slo-external-other-availability",
                "SloBudgetBurnSlow warning slo-external-availability",
                "SloBudgetBurnSlow warning slo-database-availability"))
        .containsExactlyInAnyOrder(
            "SloBudgetBurnFast critical slo-http-availability",
            "SloBudgetBurnSlow warning slo-database-latency",
            "SloBudgetBurnSlow warning slo-external-availability");
  }

  /**
   * Which of these alerts are inhibited when all fire.
   *
   * @param alerts name, severity, family and further labels, with blanks between them
   */
  private List<String> inhibited(String... alerts) throws Exception {
    List<Map<String, Object>> firing = new ArrayList<>();
    Arrays.stream(alerts).map(InhibitionTest::alert).forEach(firing::add);
    firing.add(alert(FIRST_OF_THE_END));
    firing.add(alert(END));
    alertmanager.take(firing);
    Await.until(() -> alertmanager.alerts().toString(), () -> inhibited().contains(END));

    List<String> inhibited = inhibited();
    inhibited.remove(END);
    return inhibited;
  }

  private List<String> inhibited() {
    List<String> inhibited = new ArrayList<>();
    for (AlertmanagerServer.Alert alert : alertmanager.alerts()) {
      if (alert.isInhibited()) {
        inhibited.add(alert.label("as_given"));
      }
    }
    return inhibited;
  }

  private static Map<String, Object> alert(String given) {
    String[] words = given.split(" ", -1);
    Map<String, String> labels = new TreeMap<>();
    labels.put("as_given", given);
    labels.put("alertname", words[0]);
    labels.put("severity", words[1]);
    labels.put("alert_family", words[2]);
    labels.put("job", "orders");
    for (int i = 3; i < words.length; i++) {
      String[] label = words[i].split("=", 2);
      labels.put(label[0], label[1]);
    }
    return Map.of("labels", labels);
  }
}

package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.OutboundApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import org.junit.jupiter.api.Test;

/** Whom a service calls, as the configuration names it; its own agent is nobody. */
class PeersTest {
  @Test
  void calledServicesHaveTheirNamesAndTheAgentIsNoneOfThem() {
    ChildJvm tomcat =
        ChildJvm.serving(OutboundApp.class)
            .jvmOption("--add-opens=java.base/java.io=ALL-UNNAMED")
            .agent("services=127.0.0.1:orders", "service-paths=orders:/{what}");
    try (RunningApp app = tomcat.start()) {
      String healthy = app.get("/call?path=/-/healthy&port=" + app.agentPort()).body();
      app.get("/call?path=/echo");

      Scrape scrape = app.scrape();
      assertThat(healthy).startsWith("Healthy.");
      Scrape.Selection calls = scrape.metric("external_api_requests_total");
      calls.is(1);
      calls.with("peer_service", "orders").with("operation", "GET /{what}").is(1);
    }
  }
}

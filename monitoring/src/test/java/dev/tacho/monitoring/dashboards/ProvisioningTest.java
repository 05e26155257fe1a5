package dev.tacho.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tacho.monitoring.Yamls;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ProvisioningTest {
  private static final Path PROVISIONING = Path.of("../dashboards/provisioning");

  @Test
  void theDataSourceKnowsTheIntervalOfScrapes() throws IOException {
    JsonNode source = yaml(PROVISIONING.resolve("datasources/tacho.yml")).at("/datasources/0");

    assertThat(source.path("type").asText()).isEqualTo("prometheus");
    assertThat(source.at("/jsonData/timeInterval").asText())
        .isEqualTo(
            yaml(Path.of("../alerts/prometheus.yml")).at("/global/scrape_interval").asText());
  }

  @Test
  void theStackHasTheDashboardsWhereTheyAreLookedFor() throws IOException {
    String folder =
        yaml(PROVISIONING.resolve("dashboards/tacho.yml")).at("/providers/0/options/path").asText();

    assertThat(yaml(Path.of("../docker-compose.yml")).at("/services/grafana/volumes"))
        .anySatisfy(volume -> assertThat(volume.asText()).startsWith("./dashboards:" + folder));
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new ObjectMapper().valueToTree(Yamls.read(file));
  }
}

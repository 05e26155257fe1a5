package club;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TrafficMixTest {
  private static final URI TARGET = URI.create("http://127.0.0.1:8080");

  @Test
  void everyRunSendsTheSameRequests() {
    assertThat(firstRequests(1_000)).isEqualTo(firstRequests(1_000));
  }

  @Test
  void everythingThatCanGoWrongIsInTheMix() {
    assertThat(firstRequests(1_000).stream().map(request -> request.uri().toString()))
        .anyMatch(uri -> uri.endsWith("/admin/fail"))
        .anyMatch(uri -> uri.endsWith("/admin/bad-query"))
        .anyMatch(uri -> uri.endsWith("/search?q=a"))
        .anyMatch(uri -> uri.endsWith("amount=" + PaymentProviderStub.DECLINED))
        .anyMatch(uri -> uri.endsWith("amount=" + PaymentProviderStub.BROKEN))
        .anyMatch(uri -> uri.endsWith("amount=" + PaymentProviderStub.SLOW))
        .anyMatch(uri -> uri.endsWith("amount=" + PaymentProviderStub.SLOWER_THAN_PATIENCE));
  }

  private static List<HttpRequest> firstRequests(int count) {
    TrafficMix mix = new TrafficMix(TARGET);
    return Stream.generate(mix::next).limit(count).toList();
  }
}

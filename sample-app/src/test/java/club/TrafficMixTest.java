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
    assertThat(firstRequests(TrafficMix.Kind.ORDINARY, 1_000))
        .isEqualTo(firstRequests(TrafficMix.Kind.ORDINARY, 1_000));
  }

  @Test
  void everythingThatCanGoWrongIsInTheMix() {
    assertThat(
            firstRequests(TrafficMix.Kind.ORDINARY, 1_000).stream()
                .map(request -> request.uri().toString()))
        .anyMatch(uri -> uri.endsWith("/admin/fail"))
        .anyMatch(uri -> uri.endsWith("/admin/bad-query"))
        .anyMatch(uri -> uri.endsWith("/search?q=a"))
        .anyMatch(uri -> uri.endsWith("amount=" + PaymentProviderStub.DECLINED))
        .anyMatch(uri -> uri.endsWith("amount=" + PaymentProviderStub.BROKEN))
        .anyMatch(uri -> uri.endsWith("amount=" + PaymentProviderStub.SLOW))
        .anyMatch(uri -> uri.endsWith("amount=" + PaymentProviderStub.SLOWER_THAN_PATIENCE));
  }

  @Test
  void nothingThatCanGoWrongIsInTheCalmMix() {
    assertThat(firstRequests(TrafficMix.Kind.CALM, 1_000))
        .map(request -> request.uri().toString().replaceFirst("[0-9]+$", ""))
        .noneMatch(uri -> uri.contains("fail") || uri.contains("bad-query"))
        .noneMatch(uri -> uri.endsWith("/with-attendees") || uri.endsWith("q=a"));
    assertThat(firstRequests(TrafficMix.Kind.CALM, 1_000))
        .map(request -> request.uri().toString())
        .filteredOn(uri -> uri.contains("amount="))
        .isNotEmpty()
        .allMatch(uri -> uri.endsWith("amount=1000"));
  }

  private static List<HttpRequest> firstRequests(TrafficMix.Kind kind, int count) {
    TrafficMix mix = kind.of(TARGET);
    return Stream.generate(mix::next).limit(count).toList();
  }
}

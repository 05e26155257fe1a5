package club;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** Requests as the club's members would send them; the same sequence in every run. */
final class TrafficMix {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  // Each kind is there as often as its weight says.
  private final List<IntFunction<HttpRequest>> kinds = new ArrayList<>();
  private final Random random = new Random(42);
  private final URI target;

  private TrafficMix(URI target) {
    this.target = target;
  }

  /** What is sent. */
  enum Kind {
    /** Good and bad, as on any day. */
    ORDINARY,
    /** Nothing slow, nothing that fails, nothing clumsy. */
    CALM;

    TrafficMix of(URI target) {
      TrafficMix mix = new TrafficMix(target);
      // Fewer members, so that nearly all of them are in the cache.
      mix.addGood(this == CALM ? 10 : 100);
      if (this == ORDINARY) {
        mix.addBad();
      }
      return mix;
    }
  }

  private void addGood(int members) {
    add(36, n -> get("/members/" + (1 + n % members)));
    add(10, n -> get("/members"));
    add(8, n -> get("/events"));
    add(6, n -> get("/events/" + (1 + n % Database.EVENTS)));
    add(8, n -> get("/search?q=" + List.of("ada", "brandt", "emma", "jung").get(n % 4)));
    add(9, n -> pay(n, 1_000));
    add(2, n -> get("/payments"));
    add(2, n -> get("/admin/stats"));
    add(2, n -> post("/members?name=New+Member&email=new" + n + "@club.example"));
  }

  private void addBad() {
    add(5, n -> get("/events/with-attendees"));
    add(2, n -> get("/search?q=" + List.of("a", "br", "e", "ju").get(n % 4)));
    add(2, n -> pay(n, PaymentProviderStub.DECLINED));
    add(1, n -> pay(n, PaymentProviderStub.BROKEN));
    add(2, n -> pay(n, PaymentProviderStub.SLOW));
    add(1, n -> pay(n, PaymentProviderStub.SLOWER_THAN_PATIENCE));
    add(1, n -> get("/admin/fail"));
    add(1, n -> get("/admin/bad-query"));
    add(2, n -> get("/members/" + (1_000_000 + n)));
  }

  HttpRequest next() {
    int kind = random.nextInt(kinds.size());
    return kinds.get(kind).apply(random.nextInt(1_000_000));
  }

  private void add(int weight, IntFunction<HttpRequest> kind) {
    kinds.addAll(Collections.nCopies(weight, kind));
  }

  private HttpRequest pay(int n, int amount) {
    return post("/payments?memberId=" + (1 + n % Database.MEMBERS) + "&amount=" + amount);
  }

  private HttpRequest get(String path) {
    return request(path).build();
  }

  private HttpRequest post(String path) {
    return request(path).POST(BodyPublishers.noBody()).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(target.resolve(path)).timeout(PATIENCE);
  }
}

package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.JavaxServletApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServletTest {
  static Stream<Jdk> jdks() {
    return Jdk.from(8).stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void javaxRequestsAreCountedOnceUnderTheirRoute(Jdk jdk) {
    ChildJvm tomcat = ChildJvm.serving(JavaxServletApp.class).on(jdk).agent();
    if (jdk.version() > 8) {
      // Tomcat reaches in there, and the JVM would warn of it.
      tomcat.jvmOption("--add-opens=java.base/java.io=ALL-UNNAMED");
    }
    try (RunningApp app = tomcat.start()) {
      get(app, "/shop/items/1", 200, 3);
      get(app, "/shop/items/missing", 404, 2);
      get(app, "/shop/items/fail", 500, 4);
      assertThat(app.get("/shop/items/fail").body()).isEqualTo("rest"); // the error page
      get(app, "/shop/forward", 200, 5);
      get(app, "/shop/rest/17/a;jsessionid=0123", 200, 6);
      get(app, "/shop/unknown", 404, 7);
      Scrape scrape = app.scrape();
      scrape.metric("http_requests_total").is(28);
      route(scrape, "/shop/items/*").with("status_code", "200").is(3);
      route(scrape, "/shop/items/*").with("status_code", "404").is(2);
      route(scrape, "/shop/items/*").with("status_code", "500").is(5);
      route(scrape, "/shop/forward").with("status_code", "200").is(5);
      // Nobody declares this one: it earns its series at the third sighting.
      route(scrape, "/shop/rest/{id}/a").with("status_code", "200").is(4);
      route(scrape, "_other_").with("status_code", "200").is(2);
      route(scrape, "_unmatched_").with("status_code", "404").is(7);
      scrape.metric("http_active_requests").is(0);
    }
  }

  private static Scrape.Selection route(Scrape scrape, String route) {
    return scrape.metric("http_requests_total").with("route", route);
  }

  private static void get(RunningApp app, String path, int status, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(app.get(path).statusCode()).as(path).isEqualTo(status);
    }
  }
}

package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
import org.junit.jupiter.api.Test;

/** Routes as frameworks tell them, in requests that come to the servlet mapped to {@code /}. */
final class FrameworkRouteTest {
  private final RecorderFixture fixture = new RecorderFixture();
  private final TachoSink recorder = fixture.recorder;

  private long token;

  @Test
  void theRouteIsTheThreePartsJoined() {
    begin();
    recorder.routeMatched("/shop", "/api", "/members/{id}");
    end(200);

    assertThat(counted()).containsExactly("/shop/api/members/{id} 200");
  }

  @Test
  void theDeclaredRouteHoldsForErrorsToo() {
    begin();
    recorder.routeMatched("/shop", "", "/members/{id}");
    end(404);

    assertThat(counted()).containsExactly("/shop/members/{id} 404");
  }

  @Test
  void theFirstMatchOfARequestWins() {
    begin();
    recorder.routeMatched("/shop", "", "/members/{id}");
    recorder.routeMatched("/shop", "", "/views/{name}");
    recorder.staticFileMatched();
    end(200);

    assertThat(counted()).containsExactly("/shop/members/{id} 200");
  }

  @Test
  void theNextRequestOnTheThreadStartsWithoutARoute() {
    begin();
    recorder.routeMatched("/shop", "", "/members/{id}");
    end(200);
    begin();
    end(404);

    assertThat(counted()).containsExactlyInAnyOrder("/shop/members/{id} 200", "_unmatched_ 404");
  }

  @Test
  void aMatchOutsideOfARequestIsIgnored() {
    recorder.routePrefix("/shop", "/jobs");
    recorder.routeMatched("/shop", "", "/jobs/{id}");
    recorder.staticFileMatched();
    begin();
    recorder.routeMatched(null, null, "/orders");
    end(404);

    assertThat(counted()).containsExactly("_unmatched_ 404");
  }

  @Test
  void aMatchOfEverythingDeclaresNothing() {
    begin();
    recorder.routeMatched("/shop", "", "/**");
    end(404);
    begin();
    recorder.routeMatched("/shop", "", "/**");
    recorder.routeMatched("/shop", "", "/members/{id}");
    end(200);

    assertThat(counted()).containsExactlyInAnyOrder("_unmatched_ 404", "/shop/members/{id} 200");
  }

  @Test
  void aRouteMayComeInParts() {
    begin();
    recorder.routePrefix("/shop", "/api");
    recorder.routePrefix(null, "members/{id}");
    recorder.routePrefix(null, "/orders");
    recorder.routeMatched(null, null, "{order}");
    end(200);

    assertThat(counted()).containsExactly("/shop/api/members/{id}/orders/{order} 200");
  }

  @Test
  void aPrefixAloneIsNoRoute() {
    begin();
    recorder.routePrefix("/shop", "/api");
    recorder.routePrefix(null, "members/{id}");
    end(404);

    assertThat(counted()).containsExactly("_unmatched_ 404");
  }

  @Test
  void aMatchWithItsOwnPathsIsNotBelowThePrefixOfAnotherFramework() {
    begin();
    recorder.routePrefix("/shop", "/api");
    recorder.routeMatched("/shop", "", "/members/{id}");
    end(200);

    assertThat(counted()).containsExactly("/shop/members/{id} 200");
  }

  @Test
  void aFrameworksHandlerOfFilesAnswersStaticFilesAndUnmatchedOnes() {
    begin();
    recorder.staticFileMatched();
    end(200);
    begin();
    recorder.staticFileMatched();
    end(304);
    begin();
    recorder.staticFileMatched();
    end(404);

    assertThat(counted())
        .containsExactlyInAnyOrder("_static_ 200", "_unmatched_ 304", "_unmatched_ 404");
  }

  private void begin() {
    token = recorder.requestEnter("GET", "/shop/anything", "/shop", null);
  }

  private void end(int status) {
    recorder.requestMapped("/", "dispatcherServlet");
    recorder.requestDone(recorder.requestLeave(token), status, false, null);
  }

  /** Route and status of each series. */
  private java.util.List<String> counted() {
    return fixture.counted("http_requests_total").stream()
        .map(sample -> sample.replaceAll(".*route=\"(.*)\",status_code=\"(.*)\"} 1", "$1 $2"))
        .toList();
  }
}

package dev.tacho.instrumentation.resteasy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.instrumentation.WovenLibrary;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RESTEasy itself, woven, without a container. */
final class ResteasyInstrumentationTest {
  private static final ToIntFunction<String> application =
      WovenLibrary.application(ResteasyApplication.class);

  @AfterEach
  void nothingWentWrongInsideTheAgent() {
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a resource;              GET members;                    /shop/api/members 200",
        "a method;                GET members/17;                 /shop/api/members/{id} 200",
        "a method's 404;          GET members/0;                  /shop/api/members/{id} 404",
        "a mapped exception;      GET members/failing;            /shop/api/members/failing 422",
        "an asynchronous answer;  GET members/later;              /shop/api/members/later 200",
        "a filter's 403;          GET members/403;                /shop/api/members/{id} 403",
        "a located resource;      GET members/1/orders;           /shop/api/members/{id}/orders 200",
        "a located method;        GET members/1/orders/2;         /shop/api/members/{id}/orders/{order} 200",
        "two locators;            GET members/1/orders/2/lines/3; /shop/api/members/{id}/orders/{order}/lines/{line} 200",
        "nothing located;         GET members/0/orders;           _unmatched_ 404",
        "no resource;             GET unknown;                    _unmatched_ 404",
        "no such method;          DELETE members/17;              _unmatched_ 405",
      })
  void theRouteIsWhatTheTemplatesSay(String what, String methodAndPath, String route) {
    assertThat(WovenLibrary.routeAndStatus(application, methodAndPath)).as(what).isEqualTo(route);
  }

  @Test
  void threeClassesAreWoven() {
    assertThat(application.applyAsInt("GET members/1/orders")).isEqualTo(200);

    assertThat(WovenLibrary.counted("tacho_instrumented_classes"))
        .contains("{instrumentation=\"resteasy\"} 3.0");
  }
}

package dev.tacho.instrumentation.springmvc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.instrumentation.WovenLibrary;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spring's servlet itself, woven, without a container. */
final class SpringMvcInstrumentationTest {
  private static final ToIntFunction<String> application =
      WovenLibrary.application(SpringMvcApplication.class);

  @AfterEach
  void nothingWentWrongInsideTheAgent() {
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a controller;                /members/17;        /shop/members/{id} 200",
        "a variable with a pattern;   /orders/1234/lines; /shop/orders/{id}/lines 200",
        "an error of a controller;    /members/0;         /shop/members/{id} 404",
        "a method nobody handles;     /posts-only;        _unmatched_ 405",
        "what an interceptor forbids; /secret/1;          /shop/secret/{id} 403",
        "the root;                    /;                  /shop 200",
        "a view without controller;   /about;             /shop/about 200",
        "a handler mapped by URL;     /legacy/a/b;        /shop/legacy/** 200",
        "a functional route;          /functions/8;       /shop/functions/{id} 200",
        "a file;                      /files/hello.txt;   _static_ 200",
        "a missing file;              /files/none.txt;    _unmatched_ 404",
        "a handler for everything;    /fallback;          _unmatched_ 410",
        "a prefix mapping;            /app|/members/17;   /shop/app/members/{id} 200",
        "the prefix itself;           /app|;              /shop/app 200",
        "a continuation;              ASYNC /members/17;  /shop/members/{id} 200",
        "a forward to Spring;         FORWARD /members/1; /shop/members/{id} 200",
        "an error page;               ERROR /members/0;   _unmatched_ 404",
        "an included part;            INCLUDE /members/0; _unmatched_ 404",
        "a forward within Spring;     /members/17, FORWARD /about; /shop/members/{id} 200",
      })
  void theRouteIsWhatSpringDeclares(String what, String path, String route) {
    assertThat(WovenLibrary.routeAndStatus(application, path)).as(what).isEqualTo(route);
  }

  @Test
  void oneClassIsWoven() {
    assertThat(application.applyAsInt("/members/17")).isEqualTo(200);

    assertThat(WovenLibrary.counted("tacho_instrumented_classes"))
        .contains("{instrumentation=\"spring-mvc\"} 1.0");
  }
}

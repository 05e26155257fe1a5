package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestTargetTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/charges?limit=3,                     /v1/charges?limit=3",
    "/redirect?to=http://api.acme.com/x,      /redirect?to=http://api.acme.com/x",
    "https://api.acme.com/v1/charges?limit=3, /v1/charges?limit=3",
    "http://api.acme.com:8080/,               /",
    "http://[::1]:8080/a//b,                  /a//b",
    "http://api.acme.com?limit=3,             ?limit=3",
    "http://api.acme.com,                     ",
    "HTTP://user:pass@api.acme.com/x,         /x",
    "*,                                       *",
    "relative/path,                           relative/path",
  })
  void thePathBeginsWhereTheAuthorityEnds(String target, String path) {
    assertThat(RequestTarget.path(target)).isEqualTo(path);
  }

  @Test
  void noTargetHasNoPath() {
    assertThat(RequestTarget.path(null)).isNull();
  }
}

package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shop",
        "//shop",
        "/shop/",
        "/%73hop",
        "/%73%68%6F%70",
        "/%73%68%6f%70",
        "/shop;a=b",
        "/shop;jsessionid=0123;v=/",
        "/;a=b/shop",
        "/./shop",
        "/%2e/shop",
        "/x/../shop",
        "/x/%2E%2e/shop",
        "/x;a/..;b/shop",
        "/../../shop",
      })
  void allWaysToWriteAPathAreOne(String contextPath) {
    assertThat(ContextPath.canonical(contextPath)).isEqualTo("/shop");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "/, ''",
    "/shop/admin, /shop/admin",
    "/shop%2fadmin, /shop%2Fadmin",
    "/shop%3badmin, /shop%3Badmin",
    "/shop%23%231.2, /shop%23%231.2",
    "/b%c3%a4ckerei, /b%C3%A4ckerei",
    "/%24%25, /$%25",
    "/100%, /100%",
    "/100%2, /100%2",
    "/100%zz, /100%zz",
  })
  void theCanonicalFormIsItsOwn(String contextPath, String canonical) {
    assertThat(ContextPath.canonical(contextPath)).isEqualTo(canonical);
    assertThat(ContextPath.canonical(canonical)).isEqualTo(canonical);
  }
}

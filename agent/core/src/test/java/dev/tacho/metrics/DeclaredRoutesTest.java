package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeclaredRoutesTest {
  private final DeclaredRoutes<String> routes = new DeclaredRoutes<>();

  @Test
  void aRouteIsFoundUnderItsThreePartsOnly() {
    routes.putIfAbsent("/shop", "/api", "/members/{id}", "/shop/api/members/{id}", "members");

    assertThat(routes.get("/shop", "/api", "/members/{id}")).isEqualTo("members");
    assertThat(routes.get("/shop", "/api", "/members")).isNull();
    assertThat(routes.get("/shop", "", "/members/{id}")).isNull();
    assertThat(routes.get("", "/api", "/members/{id}")).isNull();
  }

  @Test
  void twoDeclarationsOfOneNameAreOneRoute() {
    routes.putIfAbsent("/shop", "", "/orders", "/shop/orders", "first");

    assertThat(routes.putIfAbsent("/shop/", "", "orders", "/shop/orders", "second"))
        .isEqualTo("first");
    assertThat(routes.get("/shop/", "", "orders")).isEqualTo("first");
    assertThat(routes.values()).containsExactly("first");
  }

  @Test
  void aFullTableKeepsWhatItHas() {
    for (int i = 0; i < DeclaredRoutes.MAX_ENTRIES; i++) {
      routes.putIfAbsent("/context" + i, "", "/orders", "/context" + i + "/orders", "route" + i);
    }

    assertThat(routes.putIfAbsent("/late", "", "/orders", "/late/orders", "late")).isNull();
    assertThat(routes.get("/late", "", "/orders")).isNull();
    assertThat(routes.putIfAbsent("/context7/", "", "orders", "/context7/orders", "again"))
        .as("one that is known under other parts")
        .isEqualTo("route7");
    assertThat(routes.values()).hasSize(DeclaredRoutes.MAX_ENTRIES);
  }
}

package dev.tacho.agenttests.containers;

import java.util.List;

/** The shop, written with one kind of API or another. */
@SuppressWarnings("ImmutableEnumChecker") // lists that cannot be changed
enum Application {
  SERVLETS(
      Scenario.OF_SERVLETS,
      "/shop/stream",
      "/shop/hello",
      "/shop/async/complete",
      "/shop/forward",
      "/shop/async/dispatch"),
  SPRING(
      Scenario.OF_SPRING,
      "/shop/stream",
      "/shop/hello",
      "/shop/async/complete",
      "/shop/forward",
      "/shop/async/dispatch"),
  JAX_RS(Scenario.OF_JAX_RS, "/shop/api/stream", "/shop/api/hello", "/shop/api/async/complete");

  private final List<Scenario> scenarios;
  private final String endless;
  private final List<String> quick;

  Application(List<Scenario> scenarios, String endless, String... quick) {
    this.scenarios = scenarios;
    this.endless = endless;
    this.quick = List.of(quick);
  }

  List<Scenario> scenarios() {
    return scenarios;
  }

  /** The path, and the route, of an answer that has no end. */
  String endless() {
    return endless;
  }

  /** Paths, and routes, that soon succeed. */
  List<String> quick() {
    return quick;
  }
}

package dev.tacho.agenttests.containers;

import java.util.List;
import java.util.stream.Stream;

/**
 * A request that is sent a number of times, one after the other, and what it has to count as.
 *
 * @param path below the context of the application
 * @param declared whether the route is somebody's, and not just what the path looks like
 * @param status what the client must get, or {@link #AS_CONTAINER_ANSWERS}
 * @param times differs between neighbours, so that a count cannot stand in for another
 */
record Scenario(
    String method,
    String path,
    String body,
    String route,
    boolean declared,
    int status,
    int times) {
  /** For what containers answer differently: as without the agent. */
  static final int AS_CONTAINER_ANSWERS = 0;

  /** Where the first two requests to a path count that nobody declares. */
  private static final String OTHER = "_other_";

  private static final int SIGHTINGS_BEFORE_SERIES = 2;

  /** Where a filter answers in the place of what stands behind it. */
  private static final String FILTER_ANSWERS = "/guarded/answers/";

  private static final String UNMATCHED = "_unmatched_";

  /** What every container must get right, in the terms of the application in {@code shop}. */
  static final List<Scenario> OF_SERVLETS =
      List.of(
          get("/hello").times(7),
          request("HEAD", "/hello").times(3),
          request("POST", "/hello").answers(201).times(4),
          request("FOO", "/hello").answers(501).times(2),
          get("/members/17").route("/shop/members/*").times(5),
          get("/members/18/friends?page=2").route("/shop/members/*").times(2),
          get("/slow").times(2),
          get("/logo.txt").route("_static_").times(3),
          get("/missing/17").route(UNMATCHED).answers(404).times(4),
          get("/fail/runtime").answers(500).times(3),
          get("/fail/wrapped").answers(500).times(2),
          get("/fail/committed").answers(200).times(4),
          get("/fail/half-written").answers(500).times(3),
          get("/fail/send-error").answers(410).times(5),
          get("/fail/to-page").answers(500).times(2),
          get("/fail/to-other-page").answers(503).times(3),
          get("/fail/send-error-to-page").answers(409).times(4),
          // Once each: the container takes the servlet out of service.
          get("/fail/unavailable").answers(AS_CONTAINER_ANSWERS).times(1),
          get("/fail/unavailable-for-now").answers(AS_CONTAINER_ANSWERS).times(1),
          get("/forward").times(3),
          get("/forward/status").times(2),
          get("/forward/fail").answers(500).times(4),
          get("/include").times(3),
          get("/include/status").answers(202).times(2),
          get("/wrapped/hello").times(3),
          get("/guarded/status").answers(202).times(4),
          get(FILTER_ANSWERS + "declared").times(4),
          get("/guarded/answers/17").looksLike("/shop/guarded/answers/{id}").times(5),
          get("/guarded/refuses/17").route(UNMATCHED).answers(403).times(3),
          get("/guarded/throws/17").route(UNMATCHED).answers(500).times(2),
          request("POST", "/echo").body("what was posted").times(4),
          get("/wrapped/async").times(3),
          get("/async/complete").times(5),
          get("/async/complete-at-once").times(2),
          get("/async/send-error").answers(410).times(3),
          get("/async/start").times(4),
          get("/async/start-throws").answers(AS_CONTAINER_ANSWERS).times(2),
          get("/async/throws").answers(AS_CONTAINER_ANSWERS).times(3),
          get("/async/dispatch").times(4),
          get("/async/dispatch-twice").times(3),
          get("/async/dispatch-elsewhere").times(2),
          get("/async/dispatch-throws").answers(500).times(3),
          get("/async/dispatch-throws-handled").answers(AS_CONTAINER_ANSWERS).times(2),
          get("/async/dispatch-sends-error").answers(410).times(4),
          get("/async/timeout").answers(500).times(2),
          get("/async/timeout-handled").answers(503).times(3),
          get("/async/timeout-dispatches").times(2));

  /** What every framework must get right. */
  private static final List<Scenario> OF_FRAMEWORKS =
      List.of(
          get("/hello").times(7),
          request("HEAD", "/hello").times(3),
          request("POST", "/hello").answers(201).times(4),
          request("FOO", "/hello").route(UNMATCHED).answers(405).times(2),
          get("/members/17").route("/shop/members/{id}").times(5),
          get("/members/nobody").route(UNMATCHED).answers(404).times(3),
          get("/missing/17").route(UNMATCHED).answers(404).times(4),
          get("/slow").times(2),
          get("/fail/runtime").answers(500).times(3),
          get("/fail/handled").answers(409).times(2),
          get("/fail/status").answers(503).times(4),
          get("/async/body").times(3),
          get("/async/complete").times(5),
          get("/async/complete-with-error").answers(500).times(2),
          get("/async/complete-with-handled-error").answers(409).times(3),
          get("/async/timeout").answers(503).times(2),
          get("/async/timeout-handled").answers(202).times(3));

  /** In the terms of {@code ShopController}. */
  static final List<Scenario> OF_SPRING =
      join(
          OF_FRAMEWORKS,
          get("/").route("/shop").times(2),
          get("/logo.txt").route("_static_").times(3),
          get("/members/18/friends?page=2").route("/shop/members/{id}/friends").times(2),
          get("/members/0/friends").route("/shop/members/{id}/friends").answers(404).times(3),
          get("/functions/8").route("/shop/functions/{id}").times(4),
          get("/about").times(2),
          get("/forward").times(5),
          get("/redirect").answers(302).times(3),
          get("/fail/send-error").answers(410).times(5),
          get("/fail/committed").answers(200).times(4),
          get("/guarded/answers/17").looksLike("/shop/guarded/answers/{id}").times(5),
          get("/guarded/refuses/17").route(UNMATCHED).answers(403).times(3),
          get("/guarded/throws/17").route(UNMATCHED).answers(500).times(2),
          get("/async/dispatch").times(4),
          get("/async/dispatch-throws").answers(500).times(2));

  /** In the terms of {@code ShopResource}, in a servlet mapped to {@code /api/*}. */
  static final List<Scenario> OF_JAX_RS =
      join(
              OF_FRAMEWORKS,
              get("/members/1/orders/2").route("/shop/members/{id}/orders/{order}").times(3),
              get("/members/0/orders/2").route(UNMATCHED).answers(404).times(2))
          .stream()
          .map(scenario -> scenario.below("/api"))
          .toList();

  private static List<Scenario> join(List<Scenario> some, Scenario... others) {
    return Stream.concat(some.stream(), Stream.of(others)).toList();
  }

  private static Scenario get(String path) {
    return request("GET", path);
  }

  /** Most are counted under their own path, because the shop declares it, and succeed. */
  private static Scenario request(String method, String path) {
    return new Scenario(method, path, "", "/shop" + path, true, 200, 1);
  }

  private Scenario body(String text) {
    return new Scenario(method, path, text, route, declared, status, times);
  }

  private Scenario route(String template) {
    return new Scenario(method, path, body, template, true, status, times);
  }

  private Scenario looksLike(String normalisedPath) {
    return new Scenario(method, path, body, normalisedPath, false, status, times);
  }

  /** The servlet's mapping declares what nothing in it does. */
  private Scenario below(String prefix) {
    String below = route.equals(UNMATCHED) ? "/*" : route.substring("/shop".length());
    return new Scenario(
        method, prefix + path, body, "/shop" + prefix + below, declared, status, times);
  }

  private Scenario answers(int statusCode) {
    return new Scenario(method, path, body, route, declared, statusCode, times);
  }

  private Scenario times(int count) {
    return new Scenario(method, path, body, route, declared, status, count);
  }

  private String methodLabel() {
    return method.equals("FOO") ? "_OTHER" : method;
  }

  /**
   * Adds what these requests count as.
   *
   * @param seen what the clients got, be it nothing, which counts as a failure of the application
   * @param filtersKnowTheServlet whether the container tells a filter which servlet stands behind
   *     it
   */
  void addTo(Counts expected, int seen, boolean filtersKnowTheServlet) {
    int counted = seen == Answer.NONE ? 500 : seen;
    boolean known = declared && (filtersKnowTheServlet || !path.startsWith(FILTER_ANSWERS));
    int unknown = known ? 0 : SIGHTINGS_BEFORE_SERIES;
    expected.add(methodLabel(), OTHER, counted, unknown);
    expected.add(methodLabel(), route, counted, times - unknown);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}

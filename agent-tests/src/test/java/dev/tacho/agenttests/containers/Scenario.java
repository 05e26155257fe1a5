package dev.tacho.agenttests.containers;

import java.util.List;

/**
 * A request that is sent a number of times, one after the other, and what it has to count as.
 *
 * @param status what the client must get, or {@link #AS_CONTAINER_ANSWERS}
 * @param times differs between neighbours, so that a count cannot stand in for another
 */
record Scenario(String method, String path, String body, String route, int status, int times) {
  /** For what containers answer differently: as without the agent. */
  static final int AS_CONTAINER_ANSWERS = 0;

  /** Where the first two requests to a path count that nobody declares. */
  private static final String OTHER = "_other_";

  private static final int SIGHTINGS_BEFORE_SERIES = 2;
  private static final String UNMATCHED = "_unmatched_";

  /** What every container must get right, in the terms of the application in {@code shop}. */
  static final List<Scenario> ALL =
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
          get("/guarded/answers/declared").times(2),
          get("/guarded/answers/17").route("/shop/guarded/answers/{id}").times(5),
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

  private static Scenario get(String path) {
    return request("GET", path);
  }

  /** Most are counted under their own path, because the shop declares it, and succeed. */
  private static Scenario request(String method, String path) {
    return new Scenario(method, path, "", "/shop" + path, 200, 1);
  }

  private Scenario body(String text) {
    return new Scenario(method, path, text, route, status, times);
  }

  private Scenario route(String template) {
    return new Scenario(method, path, body, template, status, times);
  }

  private Scenario answers(int statusCode) {
    return new Scenario(method, path, body, route, statusCode, times);
  }

  private Scenario times(int count) {
    return new Scenario(method, path, body, route, status, count);
  }

  private String methodLabel() {
    return method.equals("FOO") ? "_OTHER" : method;
  }

  /**
   * Adds what these requests count as.
   *
   * @param seen what the clients got, be it nothing, which counts as a failure of the application
   */
  void addTo(Counts expected, int seen) {
    int counted = seen == Answer.NONE ? 500 : seen;
    boolean declared = !route.contains("{");
    int unknown = declared ? 0 : SIGHTINGS_BEFORE_SERIES;
    expected.add(methodLabel(), OTHER, counted, unknown);
    expected.add(methodLabel(), route, counted, times - unknown);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}

package dev.tacho.agenttests.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.harness.Scrape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same application in every servlet container: with the agent its clients must see what they
 * see without it, and each request must count once, as its client saw it.
 */
class ContainersTest {
  private static final Jdk CURRENT = Jdk.current();
  private static final String SLOW_REQUEST = "slow-request=250ms";
  private static final String SLOW_REQUEST_BUCKET = "0.25";

  /** Those that are attached to without {@code -Pmatrix}, too. */
  private static final Set<Container> ATTACHED =
      EnumSet.of(
          Container.TOMCAT_11,
          Container.JETTY_12_EE10,
          Container.UNDERTOW_2_3,
          Container.SPRING_BOOT_4);

  private static final int ABANDONED = 3;
  private static final int THREADS = 20;
  private static final int REQUESTS_PER_THREAD = 100;

  /** How long counting may take after the last client has its answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * The JDK of this build; with {@code -Pmatrix} Java 8, for those that run on it, and the newest.
   */
  static Stream<Arguments> containersOnJdks() {
    List<Jdk> jdks = Jdk.from(8);
    Jdk newest = jdks.get(jdks.size() - 1);
    return Stream.of(Container.values())
        .flatMap(
            container ->
                jdks.stream()
                    .filter(container::runsOn)
                    .filter(
                        jdk ->
                            jdk.equals(CURRENT)
                                || (Jdk.isMatrix() && (jdk.version() == 8 || jdk.equals(newest))))
                    .flatMap(
                        jdk ->
                            Jdk.isMatrix() || ATTACHED.contains(container)
                                ? Stream.of(
                                    Arguments.of(container, jdk, false),
                                    Arguments.of(container, jdk, true))
                                : Stream.of(Arguments.of(container, jdk, false))));
  }

  @ParameterizedTest(name = "{0} on {1}, attached: {2}")
  @MethodSource("containersOnJdks")
  void eachRequestCountsOnceAsItsClientSawIt(Container container, Jdk jdk, boolean late)
      throws Exception {
    Application application = container.application();
    Map<Scenario, List<Answer>> without;
    try (RunningApp app = container.on(jdk).start()) {
      if (late) {
        answers(app, repeatable(application));
      }
      without = answers(app, application.scenarios());
    }
    ChildJvm jvm = container.on(jdk).agent(SLOW_REQUEST);
    try (RunningApp app = late ? attached(jvm, application) : jvm.start()) {
      Map<Scenario, List<Answer>> with = answers(app, application.scenarios());
      SoftAssertions softly = new SoftAssertions();
      Counts expected = new Counts();
      for (Scenario scenario : application.scenarios()) {
        compare(softly, scenario, without.get(scenario), with.get(scenario));
        scenario.addTo(
            expected, without.get(scenario).get(0).status(), container.tellsFiltersTheServlet());
      }
      // The id goes where the application's own headers go.
      softly
          .assertThat(scenarios(with, Answer::identified))
          .as("scenarios with a request id")
          .isEqualTo(scenarios(without, Answer::marked));
      for (int i = 0; i < ABANDONED; i++) {
        Answer.abandon(app, application.endless());
      }
      expected.add("GET", application.endless(), 200, ABANDONED);
      compare(softly, settled(app, expected.total()), expected);
      softly.assertAll();
    }
  }

  @ParameterizedTest
  @EnumSource
  void concurrentRequestsAreCountedExactly(Container container) throws Exception {
    assumeTrue(container.runsOn(CURRENT));
    List<String> paths = container.application().quick();
    try (RunningApp app = container.on(CURRENT).agent(SLOW_REQUEST).start()) {
      ExecutorService clients = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          running.add(clients.submit(() -> drive(app, paths)));
        }
        for (Future<?> client : running) {
          client.get();
        }
      } finally {
        clients.shutdownNow();
      }
      int ofEach = THREADS * REQUESTS_PER_THREAD / paths.size();
      Counts expected = new Counts();
      for (String path : paths) {
        expected.add("GET", path, 200, ofEach);
      }
      SoftAssertions softly = new SoftAssertions();
      compare(softly, settled(app, expected.total()), expected);
      softly.assertAll();
    }
  }

  /** A late agent comes when the application has answered all this before. */
  private static RunningApp attached(ChildJvm jvm, Application application) throws Exception {
    RunningApp app = jvm.attachedLate().start();
    answers(app, repeatable(application));
    app.attach();
    return app;
  }

  /** What is done once only takes a servlet out of service. */
  private static List<Scenario> repeatable(Application application) {
    return application.scenarios().stream().filter(scenario -> scenario.times() > 1).toList();
  }

  private static void drive(RunningApp app, List<String> paths) {
    for (int i = 0; i < REQUESTS_PER_THREAD; i++) {
      String path = paths.get(i % paths.size());
      assertThat(app.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  /** Runs the scenarios beside each other: some of them wait. */
  private static Map<Scenario, List<Answer>> answers(RunningApp app, List<Scenario> scenarios)
      throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      Map<Scenario, Future<List<Answer>>> running = new LinkedHashMap<>();
      for (Scenario scenario : scenarios) {
        running.put(scenario, clients.submit(() -> answers(app, scenario)));
      }
      Map<Scenario, List<Answer>> answers = new LinkedHashMap<>();
      for (Map.Entry<Scenario, Future<List<Answer>>> entry : running.entrySet()) {
        answers.put(entry.getKey(), entry.getValue().get());
      }
      return answers;
    } finally {
      clients.shutdownNow();
    }
  }

  private static List<Answer> answers(RunningApp app, Scenario scenario) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < scenario.times(); i++) {
      answers.add(Answer.to(app, scenario));
    }
    return answers;
  }

  /** Those of which all answers are such. */
  private static List<Scenario> scenarios(
      Map<Scenario, List<Answer>> answers, Predicate<Answer> property) {
    return answers.keySet().stream()
        .filter(scenario -> answers.get(scenario).stream().allMatch(property))
        .toList();
  }

  private static void compare(
      SoftAssertions softly, Scenario scenario, List<Answer> without, List<Answer> with) {
    Answer first = without.get(0);
    if (scenario.status() != Scenario.AS_CONTAINER_ANSWERS) {
      softly.assertThat(first.status()).as("status of %s", scenario).isEqualTo(scenario.status());
    }
    softly.assertThat(without).as("%s without agent", scenario).containsOnly(first);
    softly
        .assertThat(with.stream().map(Answer::unidentified))
        .as("%s with agent", scenario)
        .containsOnly(first);
  }

  private static void compare(SoftAssertions softly, Scrape scrape, Counts expected) {
    softly
        .assertThat(Counts.of(scrape, "http_requests_total").lines())
        .as("requests")
        .containsExactlyInAnyOrderElementsOf(expected.lines());
    softly
        .assertThat(Counts.of(scrape, "http_request_duration_seconds_count").lines())
        .as("durations")
        .containsExactlyInAnyOrderElementsOf(Counts.of(scrape, "http_requests_total").lines());
    softly.assertThat(scrape.metric("http_active_requests").sum()).as("active").isZero();
    Scrape.Selection slow = scrape.metric("http_slow_requests_total");
    for (String route : slow.values("route")) {
      double all = scrape.metric("http_requests_total").with("route", route).sum();
      double quick =
          scrape
              .metric("http_request_duration_seconds_bucket")
              .with("le", SLOW_REQUEST_BUCKET)
              .with("route", route)
              .sum();
      softly
          .assertThat(slow.with("route", route).sum())
          .as("slow requests of %s", route)
          .isEqualTo(all - quick);
    }
  }

  /** The scrape once all requests have been counted, or patience has ended. */
  private static Scrape settled(RunningApp app, int requests) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Scrape scrape = app.scrape();
    while (System.nanoTime() < deadline
        && (scrape.metric("http_requests_total").sum() < requests
            || scrape.metric("http_active_requests").sum() > 0)) {
      scrape = app.scrape();
    }
    return scrape;
  }
}

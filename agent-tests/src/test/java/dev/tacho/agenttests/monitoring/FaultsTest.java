package dev.tacho.agenttests.monitoring;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.Artifacts;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import dev.tacho.agenttests.monitoring.PrometheusServer.Sample;
import dev.tacho.agenttests.monitoring.WebhookReceiver.Notification;
import dev.tacho.agenttests.monitoring.WebhookReceiver.NotifiedAlert;
import dev.tacho.monitoring.runbooks.Runbook;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of eight faults, each in a service of its own: from the sample application through
 * the agent, Prometheus with the project's rules and Alertmanager with its routes to a receiver.
 */
class FaultsTest {
  private static final Path REPOSITORY = Artifacts.repository();
  private static final Path ALERTS = REPOSITORY.resolve("alerts");

  /** Seconds in which nothing may fire before the faults. */
  private static final int CALM = 15;

  /** What goes wrong in the service of that name. */
  private enum Fault {
    LATENCY("HttpLatencyCritical", "HttpLatencyHigh"),
    ERRORS("HttpErrorRatioCritical", "HttpErrorRatioHigh"),
    SLOW_QUERY("DatabaseSlowQueries"),
    POOL_EXHAUSTED("ConnectionPoolExhausted"),
    PEER_DOWN("ExternalPeerDown", "ExternalErrorRatioHigh", "ExternalCriticalPeerErrors"),
    CACHE_MISSES("CacheHitRatioCritical", "CacheHitRatioLow"),
    JOB_FAILURE("JobDied", "JobFailed", "JobOverdue"),
    /** After its pool was exhausted, which is then no news. */
    TARGET_DOWN("TargetDown", "ConnectionPoolExhausted", "ConnectionTimeouts");

    /** The alert that tells of it; its runbook says what else may fire. */
    final String alert;

    /** What has to fire as well. */
    @SuppressWarnings("ImmutableEnumChecker") // it is a Set.of
    final Set<String> others;

    Fault(String alert, String... others) {
      this.alert = alert;
      this.others = Set.of(others);
    }

    String job() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Set<String> alerts() {
      Set<String> alerts = new TreeSet<>(others);
      alerts.add(alert);
      return alerts;
    }

    /** What may fire: the alerts above, and what the runbook names. */
    Set<String> mayFire() throws IOException {
      Set<String> may = this == TARGET_DOWN ? POOL_EXHAUSTED.mayFire() : new TreeSet<>();
      may.addAll(alerts());
      may.addAll(
          Runbook.read(REPOSITORY.resolve("docs/runbooks/" + alert + ".md")).firesTogetherWith());
      return may;
    }
  }

  @TempDir private Path folder;
  private final List<AutoCloseable> running = new ArrayList<>();
  private final Map<Fault, RunningApp> services = new EnumMap<>(Fault.class);
  private final Map<Fault, Instant> begun = new EnumMap<>(Fault.class);
  private int portOfTheGone;
  private WebhookReceiver webhook;
  private AlertmanagerServer alertmanager;
  private PrometheusServer prometheus;

  @AfterEach
  void stopEverything() throws Exception {
    for (AutoCloseable each : running) {
      each.close();
    }
    for (RunningApp service : services.values()) {
      service.close();
    }
  }

  @Test
  void eachFaultRaisesItsAlertsAndNoOthersAndTheyResolve() throws Exception {
    startServices();
    startMonitoring();

    awaitCalm();

    for (Fault fault : Fault.values()) {
      begin(fault);
    }
    awaitAlerts();
    assertThat(webhook.notifications()).allSatisfy(FaultsTest::assertRouted);

    for (Fault fault : Fault.values()) {
      end(fault);
    }
    awaitResolved();
    for (Fault fault : Fault.values()) {
      assertThat(fault.mayFire())
          .as("alerts of %s", fault.job())
          .containsAll(fired("1h").get(fault.job()));
      System.out.println(fault.job() + ": " + secondsUntilFiring(fault));
    }
  }

  private void startServices() {
    for (Fault fault : Fault.values()) {
      services.put(fault, service(fault, "port=0").start());
    }
  }

  private static ChildJvm service(Fault fault, String port) {
    List<String> options = new ArrayList<>(List.of("--traffic", "6", "--traffic-mix", "calm"));
    if (fault == Fault.POOL_EXHAUSTED || fault == Fault.TARGET_DOWN) {
      // They would say on stderr that they get no connection.
      options.add("--no-jobs");
    }
    return ChildJvm.sampleAppWith(options.toArray(String[]::new))
        .jvmOption("-Xmx96m")
        .jvmOption("-XX:+UseSerialGC")
        .jvmOption("-XX:TieredStopAtLevel=1")
        // The objective is one that a pause of this machine does not break.
        .agent(port, "services=127.0.0.1:payment", "slow-query=50ms", "latency-objective=99%");
  }

  private void startMonitoring() throws Exception {
    webhook = WebhookReceiver.start();
    running.add(webhook);
    alertmanager = AlertmanagerServer.start(ScaledRules.alertmanager(ALERTS, webhook));
    running.add(0, alertmanager);
    PrometheusServer.Builder configuration =
        PrometheusServer.configure()
            .rules(ScaledRules.write(ALERTS, folder))
            .alertmanager(alertmanager.address());
    services.forEach(
        (fault, service) -> configuration.scrape(fault.job(), "127.0.0.1:" + service.agentPort()));
    prometheus = configuration.start();
    running.add(0, prometheus);
  }

  private void awaitCalm() {
    Await.until(
        "all services measured for " + CALM + " s",
        () ->
            prometheus.query("count_over_time(job:http_requests:rate5m[1h]) > " + CALM).size()
                == Fault.values().length);
    assertThat(fired("1h")).isEmpty();
    assertThat(webhook.notifications()).isEmpty();
  }

  private void begin(Fault fault) {
    begun.put(fault, Instant.now());
    if (fault == Fault.TARGET_DOWN) {
      set(fault, Fault.POOL_EXHAUSTED.job(), true);
      Await.until(
          () -> "the pool is exhausted: " + prometheus.alerts(),
          () -> firedIn(fault).contains("ConnectionTimeouts"));
      RunningApp service = services.remove(fault);
      portOfTheGone = service.agentPort();
      begun.put(fault, Instant.now());
      service.close();
      // It is not remembered for long.
      awaitInhibited(fault, "ConnectionTimeouts");
    } else {
      set(fault, fault.job(), true);
    }
  }

  private void awaitAlerts() {
    for (Fault fault : Fault.values()) {
      Await.until(
          () -> fault.alerts() + ", there are " + fired("1h"),
          () -> firedIn(fault).containsAll(fault.alerts()));
      awaitSent(fault, fault.alert);
    }
    for (Fault fault : List.of(Fault.LATENCY, Fault.ERRORS, Fault.CACHE_MISSES)) {
      for (String warning : fault.others) {
        awaitInhibited(fault, warning);
      }
    }
  }

  private void awaitSent(Fault fault, String alert) {
    Await.until(
        () -> alert + " of " + fault.job() + " sent: " + webhook.notifications(),
        () ->
            webhook.notifications().stream()
                .flatMap(notification -> notification.alerts().stream())
                .anyMatch(each -> isOf(each.labels(), fault.job(), alert)));
  }

  private void awaitInhibited(Fault fault, String alert) {
    Await.until(
        () -> alert + " of " + fault.job() + " inhibited: " + alertmanager.alerts(),
        () ->
            alertmanager.alerts().stream()
                .anyMatch(each -> isOf(each.labels(), fault.job(), alert) && each.isInhibited()));
  }

  private void end(Fault fault) {
    if (fault == Fault.TARGET_DOWN) {
      services.put(fault, service(fault, "port=" + portOfTheGone).start());
    } else {
      set(fault, fault.job(), false);
    }
  }

  private void awaitResolved() {
    Await.until(
        () -> "all resolved: " + prometheus.alerts(),
        () -> prometheus.alerts().stream().noneMatch(PrometheusServer.Alert::isFiring));
    // Of an alert that ends while another inhibits it Alertmanager says nothing any more.
    Await.until(
        () -> "each fault's alert sent as resolved: " + webhook.notifications(),
        () ->
            Arrays.stream(Fault.values()).allMatch(fault -> isResolved(fault.job(), fault.alert)));
  }

  /** Whether the last that was said of an alert is that it is over. */
  private boolean isResolved(String job, String alert) {
    return webhook.notifications().stream()
        .flatMap(notification -> notification.alerts().stream())
        .filter(each -> isOf(each.labels(), job, alert))
        .reduce((earlier, later) -> later)
        .map(NotifiedAlert::isResolved)
        .orElse(false);
  }

  private static boolean isOf(Map<String, String> labels, String job, String alert) {
    return job.equals(labels.get("job")) && alert.equals(labels.get("alertname"));
  }

  private static void assertRouted(Notification notification) {
    assertThat(notification.alerts())
        .allSatisfy(
            alert -> {
              assertThat(notification.receiver())
                  .isEqualTo(alert.label("severity").equals("critical") ? "page" : "ticket");
              assertThat(notification.groupLabels())
                  .isEqualTo(
                      Map.of(
                          "job", alert.label("job"), "alert_family", alert.label("alert_family")));
            });
  }

  private Set<String> firedIn(Fault fault) {
    return fired("1h").getOrDefault(fault.job(), Set.of());
  }

  /** The alerts that fired at any time within the window, by job. */
  private Map<String, Set<String>> fired(String window) {
    return prometheus
        .query("count_over_time(ALERTS{alertstate=\"firing\"}[" + window + "])")
        .stream()
        .collect(
            groupingBy(
                alert -> alert.label("job"),
                TreeMap::new,
                mapping(alert -> alert.label("alertname"), toCollection(TreeSet::new))));
  }

  /**
   * How long after the fault began each of its alerts fired first; a second stands for a minute.
   */
  private Map<String, Long> secondsUntilFiring(Fault fault) {
    Map<String, Long> seconds = new TreeMap<>();
    String firing = "ALERTS{alertstate=\"firing\", job=\"" + fault.job() + "\"}";
    for (Sample first :
        prometheus.query("min by (alertname) (min_over_time(timestamp(" + firing + ")[1h:1s]))")) {
      seconds.put(
          first.label("alertname"), (long) first.value() - begun.get(fault).getEpochSecond());
    }
    return seconds;
  }

  private void set(Fault fault, String name, boolean on) {
    HttpRequest request =
        HttpRequest.newBuilder(services.get(fault).uri("/faults/" + name + "?on=" + on))
            .POST(BodyPublishers.noBody())
            .build();
    assertThat(RunningApp.send(request).statusCode()).isEqualTo(200);
  }
}

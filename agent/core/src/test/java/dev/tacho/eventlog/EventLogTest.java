package dev.tacho.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.config.Config;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.EventKind;
import dev.tacho.metrics.EventLogMetrics;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.Scrape;
import dev.tacho.metrics.TestFamilies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventLogTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AgentHealth health = new AgentHealth(List.of("test"));
  private final Families families =
      TestFamilies.with("event-log=stderr,alert-webhook=http://localhost/hook", health);
  private final EventLogMetrics metrics = families.eventLog();
  private final long now = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  private final List<Event> logged = new ArrayList<>();
  private final List<Event> alerted = new ArrayList<>();
  private final EventQueue log = new EventQueue("log", 3, logged::add, health);
  private final EventQueue webhook = new EventQueue("webhook", 2, alerted::add, health);
  private final EventLog eventLog = new EventLog(metrics, log, webhook, null);

  @Test
  void isOffUnlessSomethingIsConfigured() {
    Families unconfigured = TestFamilies.with("", health);

    EventLog off =
        EventLog.of(
            TestFamilies.config(""),
            AppInfo.of(TestFamilies.config(""), "com.acme.Orders"),
            unconfigured,
            health);

    assertThat(off.isOn()).isFalse();
    assertThat(off.admits(1)).isFalse();
    off.offer(new Event(EventKind.CRITICAL_QUERY));
    off.start();
    assertThat(Scrape.of(unconfigured).labels("tacho_event_log_records_total")).isEmpty();
    assertThat(Scrape.of(unconfigured).labels("tacho_event_log_dropped_total")).isEmpty();
    assertThat(Scrape.of(unconfigured).labels("tacho_alerts_total")).isEmpty();
  }

  @Test
  void canBeTurnedOnMovedAndTurnedOffWhileItRuns(@TempDir Path folder) throws IOException {
    Path first = folder.resolve("first.log");
    Path second = folder.resolve("second.log");
    Families followed = TestFamilies.with("", health);
    EventLog following = following(followed);
    following.start();
    offerTo(following, EventKind.SLOW_QUERY);

    configure(followed, following, "event-log=" + first);
    offerTo(following, EventKind.SLOW_QUERY);
    configure(followed, following, "event-log=" + second + ",slow-query=2s");
    offerTo(following, EventKind.SLOW_REQUEST);
    configure(followed, following, "event-log=" + second + ",event-log-size=20KB");
    offerTo(following, EventKind.CRITICAL_QUERY);
    configure(followed, following, "event-log=off");
    offerTo(following, EventKind.SLOW_QUERY);

    assertThat(following.isOn()).isFalse();
    assertThat(kinds(first)).containsExactly("slow_query");
    assertThat(kinds(second)).containsExactly("slow_request", "critical_query");
    assertThat(Scrape.of(followed).sum("tacho_event_log_records_total")).isEqualTo(3);
    assertThat(Scrape.of(followed).sum("tacho_event_log_dropped_total")).isZero();
  }

  private EventLog following(Families followed) {
    Config off = TestFamilies.config("");
    return EventLog.of(off, AppInfo.of(off, "com.acme.Orders"), followed, health);
  }

  /** What the log has is written when this returns. */
  private static void configure(Families followed, EventLog following, String arguments) {
    followed.configure(TestFamilies.config(arguments));
    following.configure(TestFamilies.config(arguments));
  }

  private static void offerTo(EventLog log, EventKind kind) {
    if (log.isOn() && log.admits(kind.ordinal())) {
      log.offer(new Event(kind));
    }
  }

  private static List<String> kinds(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .map(line -> line.replaceAll(".*\"kind\":\"(\\w+)\".*", "$1"))
        .toList();
  }

  @Test
  void whatIsConfiguredIsCountedFromZero() {
    Scrape scrape = Scrape.of(families);

    assertThat(scrape.labels("tacho_event_log_records_total"))
        .containsExactlyInAnyOrder(
            "{kind=\"slow_query\"}",
            "{kind=\"critical_query\"}",
            "{kind=\"slow_request\"}",
            "{kind=\"n_plus_one\"}",
            "{kind=\"error_ratio_exceeded\"}",
            "{kind=\"connection_held\"}");
    assertThat(scrape.labels("tacho_event_log_dropped_total"))
        .containsExactlyInAnyOrder("{reason=\"queue\"}", "{reason=\"rate\"}", "{reason=\"disk\"}");
    assertThat(scrape.labels("tacho_alerts_total")).containsExactly("{target=\"webhook\"}");
    assertThat(scrape.labels("tacho_alert_failures_total"))
        .containsExactlyInAnyOrder(
            "{reason=\"queue\",target=\"webhook\"}",
            "{reason=\"rate\",target=\"webhook\"}",
            "{reason=\"delivery\",target=\"webhook\"}");
    assertThat(scrape.sum("tacho_event_log_records_total")).isZero();
  }

  @Test
  void aStatementHasFiveRecordsAMinute() {
    for (int i = 0; i < 5; i++) {
      assertThat(eventLog.admits(7, now + i * SECOND)).isTrue();
    }

    assertThat(eventLog.admits(7, now + 59 * SECOND)).isFalse();
    assertThat(eventLog.admits(8, now + 59 * SECOND)).isTrue();
    assertThat(eventLog.admits(7, now + 60 * SECOND)).isTrue();
    assertThat(eventLog.admits(7, now + 60 * SECOND)).isFalse();
    assertThat(dropped()).containsExactly("{reason=\"rate\"} 2");
  }

  @Test
  void allTogetherHaveFiftyASecond() {
    int admitted = 0;
    for (long key = 1; key <= 80; key++) {
      admitted += eventLog.admits(key, now) ? 1 : 0;
    }

    assertThat(admitted).isEqualTo(50);
    assertThat(eventLog.admits(100, now + SECOND)).isTrue();
    assertThat(dropped()).containsExactly("{reason=\"rate\"} 30");
  }

  @Test
  void aFloodOfOneStatementTakesNothingFromTheOthers() {
    for (int i = 0; i < 1000; i++) {
      eventLog.admits(7, now);
    }

    assertThat(eventLog.admits(8, now)).isTrue();
  }

  @Test
  void aFullQueueDropsAndCounts() {
    for (int i = 0; i < 5; i++) {
      eventLog.offer(new Event(EventKind.SLOW_QUERY));
    }

    assertThat(dropped()).containsExactly("{reason=\"queue\"} 2");
    drain(log);
    assertThat(logged).hasSize(3);
    eventLog.offer(new Event(EventKind.SLOW_QUERY));
    drain(log);
    assertThat(logged).hasSize(4);
  }

  @Test
  void onlyCriticalQueriesAlert() {
    for (EventKind kind : EventKind.values()) {
      eventLog.offer(new Event(kind));
      drain(log);
    }

    drain(webhook);
    assertThat(logged).hasSize(EventKind.values().length);
    assertThat(alerted)
        .singleElement()
        .satisfies(event -> assertThat(event.kind).isEqualTo(EventKind.CRITICAL_QUERY));
  }

  @Test
  void anAlertThatFindsItsQueueFullIsCountedAndTheLogGetsItsRecord() {
    for (int i = 0; i < 3; i++) {
      eventLog.offer(new Event(EventKind.CRITICAL_QUERY));
    }

    drain(log);
    assertThat(logged).hasSize(3);
    assertThat(Scrape.of(families).counted("tacho_alert_failures_total"))
        .containsExactly("{reason=\"queue\",target=\"webhook\"} 1");
  }

  @Test
  void aSinkThatFailsLosesItsEventAndNothingElse() {
    EventQueue failing =
        new EventQueue(
            "failing",
            10,
            event -> {
              throw new IllegalStateException("broken");
            },
            health);
    failing.offer(new Event(EventKind.SLOW_QUERY));
    failing.offer(new Event(EventKind.SLOW_QUERY));

    drain(failing);

    assertThat(Scrape.of(families).counted("tacho_errors_total"))
        .containsExactly("{instrumentation=\"core\"} 2");
  }

  @Test
  void theThreadIsADaemonThatDeliversWithoutBeingAsked() throws InterruptedException {
    Thread[] deliverer = new Thread[1];
    Thread test = Thread.currentThread();
    EventQueue queue =
        new EventQueue(
            "tacho-test",
            10,
            event -> {
              deliverer[0] = Thread.currentThread();
              deliverer[0].interrupt(); // as somebody might who interrupts all threads he finds
              LockSupport.unpark(test);
            },
            health);
    queue.start();
    for (int i = 0; i < 3; i++) {
      deliverer[0] = null;
      queue.offer(new Event(EventKind.SLOW_QUERY));
      long deadline = System.nanoTime() + 10 * SECOND;
      while (deliverer[0] == null && System.nanoTime() < deadline) {
        LockSupport.parkNanos(SECOND);
      }
      assertThat(deliverer[0]).isNotNull();
    }

    assertThat(deliverer[0].isDaemon()).isTrue();
    assertThat(deliverer[0].getName()).isEqualTo("tacho-test");
    assertThat(deliverer[0].getContextClassLoader()).isSameAs(EventLog.class.getClassLoader());
  }

  private static void drain(EventQueue queue) {
    while (queue.doNext()) {}
  }

  private List<String> dropped() {
    return Scrape.of(families).counted("tacho_event_log_dropped_total");
  }
}

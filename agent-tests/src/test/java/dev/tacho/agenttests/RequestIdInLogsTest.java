package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.apps.JBossLogManagerApp;
import dev.tacho.agenttests.apps.Log4jApp;
import dev.tacho.agenttests.apps.Slf4jApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RawHttp;
import dev.tacho.agenttests.harness.RunningApp;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines that an application logs, each with what its pattern finds under request_id. */
class RequestIdInLogsTest {
  /** A logging library, the application that logs with it, and what its JVM is told. */
  private enum Library {
    LOGBACK_1_2("logback-1.2", 8, Slf4jApp.class),
    LOGBACK_1_5("logback-1.5", 11, Slf4jApp.class),
    LOG4J_2("log4j-2", 8, Log4jApp.class),
    JBOSS_LOG_MANAGER("jboss-logmanager", 8, JBossLogManagerApp.class);

    private final String set;
    private final int oldestJava;
    private final Class<?> app;

    /** Its context goes over to threads that are made while it holds something. */
    private boolean isInherited() {
      return this == JBOSS_LOG_MANAGER;
    }

    Library(String set, int oldestJava, Class<?> app) {
      this.set = set;
      this.oldestJava = oldestJava;
      this.app = app;
    }
  }

  private enum Start {
    BEFORE_WEAVING,
    AFTER_WEAVING,
    /** Before the agent is attached. */
    BEFORE_AGENT
  }

  private record Case(Library library, Start loggingStarts, Jdk jdk) {
    RunningApp start(String... agentArguments) {
      ChildJvm tomcat =
          loggingStarts == Start.AFTER_WEAVING
              ? ChildJvm.serving(library.app, "late")
              : ChildJvm.serving(library.app);
      tomcat.with(library.set).on(jdk).agent(agentArguments);
      if (library == Library.JBOSS_LOG_MANAGER) {
        tomcat.jvmOption("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
      }
      if (jdk.version() > 8) {
        // Tomcat reaches in there, and the JVM would warn of it.
        tomcat.jvmOption("--add-opens=java.base/java.io=ALL-UNNAMED");
      }
      if (loggingStarts != Start.BEFORE_AGENT) {
        return tomcat.start();
      }
      RunningApp app = tomcat.attachedLate().start();
      get(app, "/log?name=unmeasured", "id-of-the-client");
      app.attach();
      return app;
    }
  }

  /**
   * Each library on the oldest and the newest JDK at hand, started before weaving and after; and
   * with an agent that is attached to what has logged before.
   */
  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Library library : Library.values()) {
      List<Jdk> jdks = Jdk.from(library.oldestJava);
      for (Jdk jdk : List.of(jdks.get(0), jdks.get(jdks.size() - 1))) {
        cases.add(new Case(library, Start.BEFORE_WEAVING, jdk));
        cases.add(new Case(library, Start.AFTER_WEAVING, jdk));
      }
      if (Jdk.current().version() >= library.oldestJava) {
        cases.add(new Case(library, Start.BEFORE_AGENT, Jdk.current()));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void linesOfARequestHaveItsIdAndOthersNone(Case each) {
    try (RunningApp app = each.start()) {
      get(app, "/log?name=first", null); // a library that starts now gets ids from the next one on
      get(app, "/log?name=sent", "id-of-the-client");
      get(app, "/log?name=made", null);
      get(app, "/log?name=bad", "not an id");
      get(app, "/async?name=async", "async-id");

      assertThat(idOf(app, "sent inside")).isEqualTo("id-of-the-client");
      assertThat(UUID.fromString(idOf(app, "made inside")).version()).isEqualTo(4);
      assertThat(UUID.fromString(idOf(app, "bad inside")).version()).isEqualTo(4);
      assertThat(idOf(app, "async inside")).isEqualTo("async-id");
      assertThat(idOf(app, "async worker")).isEqualTo(each.library.isInherited() ? "async-id" : "");
      assertThat(idOf(app, "async dispatched")).isEqualTo("async-id");
      for (String name : List.of("first", "sent", "made", "bad", "async")) {
        assertThat(idOf(app, name + " before")).isEmpty();
        assertThat(idOf(app, name + " after")).isEmpty();
      }
    }
  }

  @Test
  void noIdBreaksALine() {
    try (RunningApp app =
        new Case(Library.LOGBACK_1_5, Start.BEFORE_WEAVING, Jdk.current()).start()) {
      get(app, "/log?name=first", null);
      List<String> forged =
          List.of(
              "a\r\n |forged", "a\n|forged", "a\r|forged", "a\u001b[2K", "a|forged", "%n|forged");
      for (String id : forged) {
        RawHttp.exchange(
            app.uri("/"),
            "GET /log?name=forged HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: " + id + "\r\n\r\n");
      }
      get(app, "/log?name=last", "id-of-the-client");

      assertThat(idOf(app, "last inside")).isEqualTo("id-of-the-client");
      assertThat(idOf(app, "last after")).isEmpty(); // and nothing comes behind it
      assertThat(app.stdout()).contains("|forged inside");
      assertThat(app.stdout().lines())
          .allMatch(line -> line.matches("\\|[0-9a-z-]*\\|\\w+( \\w+)?"));
    }
  }

  @Test
  void requestsHaveNoIdWhereIdsAreOff() {
    try (RunningApp app =
        new Case(Library.LOGBACK_1_2, Start.BEFORE_WEAVING, Jdk.current())
            .start("request-id=off")) {
      get(app, "/log?name=sent", "id-of-the-client");

      assertThat(idOf(app, "sent inside")).isEmpty();
    }
  }

  private static void get(RunningApp app, String path, String id) {
    HttpRequest.Builder request = HttpRequest.newBuilder(app.uri(path));
    if (id != null) {
      request.header("X-Request-ID", id);
    }
    assertThat(RunningApp.send(request.build()).statusCode()).isEqualTo(200);
  }

  /** What stands before the lines with this text, which may come a moment after the answer. */
  private static String idOf(RunningApp app, String text) {
    app.await("the line " + text, () -> app.stdout().contains("|" + text + System.lineSeparator()));
    List<String> lines = app.stdout().lines().filter(line -> line.endsWith("|" + text)).toList();
    assertThat(Set.copyOf(lines)).hasSize(1); // the valve sees an asynchronous dispatch again
    String line = lines.get(0);
    assertThat(line).startsWith("|");
    return line.substring(1, line.length() - text.length() - 1);
  }
}

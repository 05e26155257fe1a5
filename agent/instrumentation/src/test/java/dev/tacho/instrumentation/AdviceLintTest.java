package dev.tacho.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.instrumentation.jdbc.JdbcInstrumentation;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.MethodRule;
import dev.tacho.weave.TypeRule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AdviceLintTest {
  private static final String PACKAGE = "dev.tacho.instrumentation.";

  /** What the advice of a package may use of its library, where that is anything. */
  private static final Map<String, List<String>> TARGET_APIS =
      Map.ofEntries(
          Map.entry("servlet.javax", List.of("javax/servlet/")),
          Map.entry("servlet.jakarta", List.of("jakarta/servlet/")),
          Map.entry(
              "springmvc.javax", List.of("javax/servlet/", "org/springframework/web/servlet/")),
          Map.entry(
              "springmvc.jakarta", List.of("jakarta/servlet/", "org/springframework/web/servlet/")),
          Map.entry("jersey", List.of("org/glassfish/jersey/", "java/util/List", "java/net/URI")),
          Map.entry("resteasy", List.of("org/jboss/resteasy/")),
          Map.entry("resteasy.javax", List.of("javax/servlet/")),
          Map.entry("resteasy.jakarta", List.of("jakarta/servlet/")),
          Map.entry("jedis", List.of("redis/clients/jedis/")),
          Map.entry("apachehttp.client4", List.of("org/apache/http/")),
          Map.entry("apachehttp.client5", List.of("org/apache/hc/core5/")),
          Map.entry(
              "lettuce",
              List.of(
                  "io/lettuce/core/",
                  "java/util/Collection",
                  "java/util/Iterator",
                  "java/util/List",
                  "java/util/concurrent/CompletionStage")),
          Map.entry(
              "javahttp",
              List.of(
                  "java/net/",
                  "java/util/Optional",
                  "java/util/concurrent/CompletableFuture",
                  "jdk/internal/net/http/")),
          Map.entry(
              "okhttp",
              List.of("okhttp3/", "java/io/IOException", "java/io/InterruptedIOException")),
          Map.entry("jetty", List.of("org/eclipse/jetty/")),
          Map.entry("jetty.javax", List.of("javax/servlet/", "org/eclipse/jetty/http/")),
          Map.entry("jetty.jakarta", List.of("jakarta/servlet/", "org/eclipse/jetty/http/")),
          Map.entry("undertow", List.of("io/undertow/server/")),
          Map.entry("executors", List.of("java/util/concurrent/")),
          Map.entry(
              "springscheduling",
              List.of(
                  "org/springframework/scheduling/",
                  "org/aopalliance/intercept/",
                  "java/util/concurrent/Callable")),
          Map.entry("quartz", List.of("org/quartz/")),
          Map.entry(
              "urlconnection",
              List.of("java/net/", "java/io/InputStream", "sun/net/www/MessageHeader")));

  @Test
  void adviceOfEveryRuleCanBeCopiedIntoItsTarget() throws IOException {
    Set<String> checked = new HashSet<>();
    List<String> violations = new ArrayList<>();
    for (LibraryInstrumentation instrumentation : Instrumentations.all()) {
      for (TypeRule rule : instrumentation.rules()) {
        for (MethodRule method : rule.methods()) {
          for (String advice : new HashSet<>(List.of(method.enterAdvice(), method.exitAdvice()))) {
            checked.add(advice);
            for (String violation : violations(advice)) {
              violations.add(
                  advice
                      + " "
                      + violation
                      + " (rule "
                      + method
                      + " of "
                      + instrumentation.name()
                      + ")");
            }
          }
        }
      }
    }

    assertThat(violations).isEmpty();
    assertThat(checked)
        .as("the instrumentations of this JVM, those for Java 11 and newer included")
        .contains(
            PACKAGE + "jdbc.ExecutePreparedAdvice",
            PACKAGE + "hikaricp.CreatedAdvice",
            PACKAGE + "dbcp.BorrowAdvice",
            PACKAGE + "apachehttp.client4.ExecuteAsyncAdvice",
            PACKAGE + "apachehttp.client5.ExecuteAdvice",
            PACKAGE + "jedis.SendArgumentsAdvice",
            PACKAGE + "lettuce.CompleteAdvice",
            PACKAGE + "javahttp.SendAdvice",
            PACKAGE + "javahttp.SendAsyncAdvice",
            PACKAGE + "javahttp.ExchangeAdvice",
            PACKAGE + "javahttp.RequestAdvice",
            PACKAGE + "okhttp.EnqueueAdvice",
            PACKAGE + "urlconnection.InputAdvice",
            PACKAGE + "slf4j.LoggerFactoryAdvice",
            PACKAGE + "servlet.javax.EnterAdvice",
            PACKAGE + "servlet.jakarta.StartAsyncAdvice",
            PACKAGE + "springmvc.jakarta.HandlerMatchedAdvice",
            PACKAGE + "jersey.RoutedAdvice",
            PACKAGE + "resteasy.javax.DispatcherAdvice");
  }

  private static List<String> violations(String adviceName) throws IOException {
    String adviceClass = adviceName.substring(PACKAGE.length());
    String library = adviceClass.substring(0, adviceClass.lastIndexOf('.'));
    return AdviceLint.violations(
        classFile(adviceName), TARGET_APIS.getOrDefault(library, List.of()));
  }

  @Test
  void everyMistakeIsFound() throws IOException {
    assertThat(AdviceLint.violations(classFile(BadAdvice.class.getName()), List.of()))
        .containsExactlyInAnyOrder(
            "has the field last",
            "enter: does not suppress Throwable",
            "enter: takes java/util/List",
            "enter: takes java/util/concurrent/TimeUnit",
            "enter: uses invokedynamic, as for a lambda or joined strings",
            "enter: calls java/lang/Runnable.run",
            "enter: calls java/util/List.size",
            "enter: calls dev/tacho/instrumentation/BadAdvice.helper",
            "enter: uses the field dev/tacho/instrumentation/BadAdvice.last",
            "enter gives a value that exit does not take",
            "lambda$enter$0: is a helper method, which the woven class cannot call",
            "helper: takes java/util/concurrent/TimeUnit",
            "helper: switches over an enum",
            "helper: calls java/util/concurrent/TimeUnit.ordinal",
            "helper: is a helper method, which the woven class cannot call",
            "exit: does not suppress Throwable",
            "exit: takes @Origin",
            "exit: takes @AllArguments",
            "exit: uses the class constant java.util.List",
            "exit: uses java/util/List",
            "exit: calls java/lang/IllegalArgumentException.<init>",
            "exit: catches exceptions, which suppress does already");
  }

  @Test
  void theLibrarysOwnApiMayBeUsed() throws IOException {
    assertThat(AdviceLint.violations(classFile(BadAdvice.class.getName()), List.of("java/util/")))
        .doesNotContain("enter: calls java/util/List.size", "exit: uses java/util/List")
        .contains("enter: calls java/lang/Runnable.run");
  }

  @Test
  void everyInstrumentationHasANameAndMethodsToWeave() {
    for (LibraryInstrumentation instrumentation : Instrumentations.all()) {
      assertThat(instrumentation.name()).matches("[a-z0-9-]+");
      assertThat(instrumentation.rules()).as(instrumentation.name()).isNotEmpty();
      for (TypeRule rule : instrumentation.rules()) {
        assertThat(rule.methods()).as(instrumentation.name()).isNotEmpty();
      }
    }
    assertThat(Instrumentations.all())
        .extracting(LibraryInstrumentation::name)
        .doesNotHaveDuplicates()
        .contains(JdbcInstrumentation.instrumentation().name());
  }

  private static byte[] classFile(String name) throws IOException {
    String resource = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = AdviceLintTest.class.getResourceAsStream(resource)) {
      assertThat(in).as("advice class " + name).isNotNull();
      return in.readAllBytes();
    }
  }
}

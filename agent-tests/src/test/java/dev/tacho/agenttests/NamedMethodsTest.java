package dev.tacho.agenttests;

import com.acme.named.NamedMethodsApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import dev.tacho.agenttests.harness.RunningApp;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NamedMethodsTest {
  static Stream<Jdk> jdks() {
    return Jdk.from(8).stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void x(Jdk jdk) {
    try (RunningApp app =
        ChildJvm.of(NamedMethodsApp.class)
            .on(jdk)
            .agent(
                "\"methods=com.acme.named.Billing.*=external:stripe;com.acme.named.Gateway.*=external:gateway:message;com.acme.named.Repo.find*=db:select:users;com.acme.named.Sessions*.get=cache:get;com.acme.named.Tax*.*=method;com.acme.named.Tax.nope=method;com.acme.Nope.x=method;bad\"")
            .start()) {
      for (String s :
          new String[] {
            "charge",
            "charge overloaded",
            "charge fails",
            "refund",
            "refund completes",
            "refund any",
            "refund fails",
            "refund",
            "refund is cancelled",
            "refund is there",
            "gateway",
            "find",
            "find nothing",
            "find later",
            "count",
            "get",
            "get fails",
            "compute",
            "reduced"
          }) app.tell(s);
      app.await("x", () -> app.stdout().contains("reduced:"));
      System.out.println(app.stdout());
      System.out.println(app.stderr());
      System.out.println(
          app.agent("GET", "/metrics")
              .body()
              .lines()
              .filter(
                  l ->
                      !l.startsWith("#")
                          && !l.contains("_bucket")
                          && !l.contains("jvm")
                          && !l.contains("process")
                          && !l.endsWith(" 0.0"))
              .collect(java.util.stream.Collectors.joining("\n")));
    }
  }
}

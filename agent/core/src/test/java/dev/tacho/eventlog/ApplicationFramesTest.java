package dev.tacho.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ApplicationFramesTest {
  @Test
  void areTheTopmostThreeOfTheApplication() {
    StackTraceElement[] stack = {
      frame("dev.tacho.eventlog.Event", "here", "Event.java", 1),
      frame("org.postgresql.jdbc.PgStatement", "execute", "PgStatement.java", 2),
      frame("com.zaxxer.hikari.pool.ProxyStatement", "execute", "ProxyStatement.java", 3),
      frame("jdk.internal.reflect.Invoker", "invoke", null, -2),
      frame("com.sun.proxy.$Proxy12", "find", null, -1),
      frame("com.acme.Members$$EnhancerByCGLIB", "find", "<generated>", -1),
      frame("com.acme.Members", "find", "Members.java", 42),
      frame("org.springframework.aop.Interceptor", "invoke", "Interceptor.java", 4),
      frame("com.acme.web.Page", "lambda$show$0", "Page.java", 7),
      frame("java.lang.Thread", "run", "Thread.java", 9),
      frame("com.acme.Main", "main", null, -1),
      frame("com.acme.Main", "fourth", "Main.java", 1),
    };

    assertThat(ApplicationFrames.of(stack))
        .containsExactly(
            "com.acme.Members.find(Members.java:42)",
            "com.acme.web.Page.lambda$show$0(Page.java:7)",
            "com.acme.Main.main(Unknown Source)");
  }

  @Test
  void areNoneWhereAllIsOfOthers() {
    assertThat(
            ApplicationFrames.of(
                new StackTraceElement[] {frame("java.lang.Thread", "run", "Thread.java", 9)}))
        .isEmpty();
  }

  private static StackTraceElement frame(String type, String method, String file, int line) {
    return new StackTraceElement(type, method, file, line);
  }
}

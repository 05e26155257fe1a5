package dev.tacho.instrumentation.springmvc;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Spring MVC 5 (javax), 6 and 7 (jakarta): what {@code DispatcherServlet} has found to handle a
 * request. Not the search for it: handlers that are mapped by URL tell their pattern only when
 * their interceptors run.
 */
public final class SpringMvcInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.springmvc.";
  private static final String METHOD = "applyPreHandle";

  private SpringMvcInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "spring-mvc",
        TypeRule.exactly("org.springframework.web.servlet.HandlerExecutionChain")
            .advise(
                METHOD,
                "(Ljavax/servlet/http/HttpServletRequest;",
                PACKAGE + "javax.HandlerMatchedAdvice")
            .advise(
                METHOD,
                "(Ljakarta/servlet/http/HttpServletRequest;",
                PACKAGE + "jakarta.HandlerMatchedAdvice")
            .whereOneIsEnough());
  }
}

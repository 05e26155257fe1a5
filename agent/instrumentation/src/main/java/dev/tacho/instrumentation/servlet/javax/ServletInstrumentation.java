package dev.tacho.instrumentation.servlet.javax;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * Servlets: the filter chains of the containers, which see a request first, and servlets for
 * containers that run one without a chain. The outermost entry counts.
 *
 * <p>The jakarta twin of this package is generated from it by renaming.
 */
public final class ServletInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.servlet.javax.";
  private static final String REQUEST_RESPONSE =
      "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)";

  /** Since Servlet 4.0. */
  private static final String MAPPING = "javax.servlet.http.HttpServletMapping";

  private ServletInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "servlet-javax",
        measured(chains(), "doFilter"),
        measured(servlets(), "service"),
        measured(httpServlet(), "service"),
        measuredBeforeServlet4(chains(), "doFilter"),
        measuredBeforeServlet4(servlets(), "service")
            .advise("service", REQUEST_RESPONSE, PACKAGE + "Servlet3MappingAdvice"),
        measuredBeforeServlet4(httpServlet(), "service")
            .advise("service", REQUEST_RESPONSE, PACKAGE + "Servlet3MappingAdvice"));
  }

  private static TypeRule measured(TypeRule types, String method) {
    return types
        .whereThereIs(MAPPING)
        .advise(method, REQUEST_RESPONSE, PACKAGE + "EnterAdvice", PACKAGE + "ExitAdvice");
  }

  private static TypeRule measuredBeforeServlet4(TypeRule types, String method) {
    return types
        .whereThereIsNo(MAPPING)
        .advise(method, REQUEST_RESPONSE, PACKAGE + "EnterAdvice", PACKAGE + "Servlet3ExitAdvice");
  }

  private static TypeRule chains() {
    return TypeRule.directSubtypesOf("javax.servlet.FilterChain").andIndirectOnesNamed("Chain");
  }

  private static TypeRule servlets() {
    return TypeRule.directSubtypesOf("javax.servlet.Servlet", "javax.servlet.GenericServlet")
        .andIndirectOnesNamed("Servlet");
  }

  /** By name as well: its package is one that is not searched. */
  private static TypeRule httpServlet() {
    return TypeRule.exactly("javax.servlet.http.HttpServlet");
  }
}

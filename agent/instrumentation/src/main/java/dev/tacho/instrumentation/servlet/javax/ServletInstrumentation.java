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
    String advice = PACKAGE + "RequestAdvice";
    String servlet3Advice = PACKAGE + "Servlet3RequestAdvice";
    return LibraryInstrumentation.of(
        "servlet-javax",
        chains().whereThereIs(MAPPING).advise("doFilter", REQUEST_RESPONSE, advice),
        servlets().whereThereIs(MAPPING).advise("service", REQUEST_RESPONSE, advice),
        httpServlet().whereThereIs(MAPPING).advise("service", REQUEST_RESPONSE, advice),
        chains().whereThereIsNo(MAPPING).advise("doFilter", REQUEST_RESPONSE, servlet3Advice),
        servlets().whereThereIsNo(MAPPING).advise("service", REQUEST_RESPONSE, servlet3Advice),
        httpServlet().whereThereIsNo(MAPPING).advise("service", REQUEST_RESPONSE, servlet3Advice));
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

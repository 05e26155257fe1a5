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

  private static final String TOMCAT_REQUEST_RESPONSE =
      "(Lorg/apache/catalina/connector/Request;Lorg/apache/catalina/connector/Response;)";

  /** Since Servlet 4.0. */
  private static final String MAPPING = "javax.servlet.http.HttpServletMapping";

  private ServletInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of(
        "servlet-javax",
        measured(chains(), "doFilter", REQUEST_RESPONSE),
        measured(servlets(), "service", REQUEST_RESPONSE),
        measured(httpServlet(), "service", REQUEST_RESPONSE),
        measured(tomcat(), "invoke", TOMCAT_REQUEST_RESPONSE),
        mapped(chains(), "doFilter", REQUEST_RESPONSE),
        mapped(servlets(), "service", REQUEST_RESPONSE),
        mapped(httpServlet(), "service", REQUEST_RESPONSE),
        mapped(tomcat(), "invoke", TOMCAT_REQUEST_RESPONSE),
        servlets().advise("service", REQUEST_RESPONSE, PACKAGE + "ServletAdvice"),
        httpServlet().advise("service", REQUEST_RESPONSE, PACKAGE + "ServletAdvice"),
        TypeRule.directSubtypesOf("javax.servlet.http.HttpServletRequest")
            .advise("startAsync", "(", PACKAGE + "StartAsyncAdvice"));
  }

  private static TypeRule measured(TypeRule types, String method, String parameters) {
    return types.advise(method, parameters, PACKAGE + "EnterAdvice", PACKAGE + "ExitAdvice");
  }

  private static TypeRule mapped(TypeRule types, String method, String parameters) {
    return types.whereThereIs(MAPPING).advise(method, parameters, PACKAGE + "MappingAdvice");
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

  /**
   * Inside of this valve Tomcat runs all of a request, its error page included, and logs what the
   * application threw: the status is the final one here, and the log has the request's id. It is
   * passed even where no context wants the request. Its types are the same for both APIs, so the
   * advice asks which one they implement.
   */
  private static TypeRule tomcat() {
    return TypeRule.exactly("org.apache.catalina.core.StandardHostValve")
        .whereThereIs("javax.servlet.Servlet");
  }
}

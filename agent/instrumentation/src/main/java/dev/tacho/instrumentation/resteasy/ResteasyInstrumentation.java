package dev.tacho.instrumentation.resteasy;

import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;

/**
 * RESTEasy 3.6 to 5 (javax), 6 and 7 (jakarta): where the servlet or filter takes a request, the
 * locators that lead it on, and the method that answers it.
 */
public final class ResteasyInstrumentation {
  private static final String PACKAGE = "dev.tacho.instrumentation.resteasy.";

  /** RESTEasy's own types, which kept their names. */
  private static final String REQUEST_RESPONSE =
      "(Lorg/jboss/resteasy/spi/HttpRequest;Lorg/jboss/resteasy/spi/HttpResponse;";

  /** Before there was this one, what a method's template is read from was no interface. */
  private static final String METADATA = "org.jboss.resteasy.spi.metadata.DefaultResourceMethod";

  private ResteasyInstrumentation() {}

  public static LibraryInstrumentation instrumentation() {
    return LibraryInstrumentation.of("resteasy", dispatcher(), locators(), methods());
  }

  private static TypeRule dispatcher() {
    String method = "service";
    return TypeRule.exactly("org.jboss.resteasy.plugins.server.servlet.ServletContainerDispatcher")
        .whereThereIs(METADATA)
        .advise(
            method,
            "(Ljava/lang/String;Ljavax/servlet/http/HttpServletRequest;",
            PACKAGE + "javax.DispatcherAdvice")
        .advise(
            method,
            "(Ljava/lang/String;Ljakarta/servlet/http/HttpServletRequest;",
            PACKAGE + "jakarta.DispatcherAdvice")
        .whereOneIsEnough();
  }

  private static TypeRule locators() {
    return TypeRule.exactly("org.jboss.resteasy.core.ResourceLocatorInvoker")
        .whereThereIs(METADATA)
        .advise("invokeOnTargetObject", REQUEST_RESPONSE, PACKAGE + "LocatorAdvice");
  }

  private static TypeRule methods() {
    return TypeRule.exactly("org.jboss.resteasy.core.ResourceMethodInvoker")
        .whereThereIs(METADATA)
        .advise("invoke", REQUEST_RESPONSE, PACKAGE + "MethodAdvice");
  }
}

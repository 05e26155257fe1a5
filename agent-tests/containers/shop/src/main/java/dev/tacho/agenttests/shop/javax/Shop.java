package dev.tacho.agenttests.shop.javax;

import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletRegistration;
import javax.servlet.http.HttpServlet;

/**
 * The application that runs in every container, in the context {@link #CONTEXT_PATH}. Containers
 * add it as a listener, and declare the two error pages, which the API does not let it do itself.
 */
public final class Shop implements ServletContextListener {
  public static final String CONTEXT_PATH = "/shop";

  /** Answers for {@link #PAGE_STATUS} and for {@link PageException}. */
  public static final String ERROR_PAGE = "/error-page";

  public static final int PAGE_STATUS = 409;

  /** Answers for {@link OtherPageException}, with a status of its own. */
  public static final String OTHER_ERROR_PAGE = "/other-error-page";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    filter(context, "marking", new MarkingFilter(), "/*");
    filter(context, "wrapping", new WrappingFilter(), "/wrapped/*");
    filter(context, "guarding", new GuardingFilter(), "/guarded/*");
    servlet(context, "plain", new PlainServlet(), PlainServlet.MAPPINGS);
    servlet(context, "failing", new FailingServlet(), FailingServlet.MAPPINGS);
    servlet(context, "unavailable", new FailingServlet.Unavailable(), "/fail/unavailable");
    servlet(
        context,
        "unavailable for now",
        new FailingServlet.UnavailableForNow(),
        "/fail/unavailable-for-now");
    servlet(context, "dispatching", new DispatchingServlet(), DispatchingServlet.MAPPINGS);
    servlet(context, "async", new AsyncServlet(), AsyncServlet.MAPPINGS);
    servlet(context, "echo", new EchoServlet(), "/echo");
    servlet(context, "stream", new StreamServlet(), "/stream");
    servlet(context, "error pages", new ErrorPageServlet(), ERROR_PAGE, OTHER_ERROR_PAGE);
  }

  private static void filter(ServletContext context, String name, Filter filter, String pattern) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, pattern);
  }

  private static void servlet(
      ServletContext context, String name, HttpServlet servlet, String... patterns) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(patterns);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    // the process ends
  }

  /** Leads to {@link #ERROR_PAGE}. */
  public static final class PageException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Leads to {@link #OTHER_ERROR_PAGE}. */
  public static final class OtherPageException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}

package dev.tacho.agenttests.shop.javax;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.UnavailableException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Fails in the way that the last segment of its path says. */
final class FailingServlet extends HttpServlet {
  static final String[] MAPPINGS = {
    "/fail/runtime",
    "/fail/wrapped",
    "/fail/committed",
    "/fail/half-written",
    "/fail/send-error",
    "/fail/to-page",
    "/fail/to-other-page",
    "/fail/send-error-to-page",
  };

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (request.getServletPath()) {
      case "/fail/wrapped":
        throw new ServletException(new IOException("as asked"));
      case "/fail/committed":
        response.getWriter().print("half of it");
        response.flushBuffer();
        throw new IllegalStateException("after the response was committed");
      case "/fail/half-written":
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.getWriter().print("half of it");
        throw new IllegalStateException("before the response was committed");
      case "/fail/send-error":
        response.sendError(HttpServletResponse.SC_GONE, "sold out");
        break;
      case "/fail/to-page":
        throw new Shop.PageException();
      case "/fail/to-other-page":
        throw new Shop.OtherPageException();
      case "/fail/send-error-to-page":
        response.sendError(Shop.PAGE_STATUS);
        break;
      default:
        throw new IllegalStateException("as asked");
    }
  }

  /** Apart from the others, because the container takes a servlet that throws it out of service. */
  static final class Unavailable extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException {
      throw new UnavailableException("for good");
    }
  }

  /** As {@link Unavailable}, for a minute. */
  static final class UnavailableForNow extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int SECONDS = 60;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException {
      throw new UnavailableException("for now", SECONDS);
    }
  }
}

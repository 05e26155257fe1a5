package dev.tacho.agenttests.shop.javax;

import java.io.IOException;
import javax.servlet.RequestDispatcher;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The application's error pages. */
final class ErrorPageServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals(Shop.OTHER_ERROR_PAGE)) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    response
        .getWriter()
        .print("sorry: " + request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
  }
}

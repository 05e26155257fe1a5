package dev.tacho.agenttests.shop.javax;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Lets another servlet answer. */
final class DispatchingServlet extends HttpServlet {
  static final String[] MAPPINGS = {
    "/forward", "/forward/status", "/forward/fail", "/include", "/include/status"
  };

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (request.getServletPath()) {
      case "/forward/status":
        request.getRequestDispatcher("/members/1").forward(request, response);
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        break;
      case "/forward/fail":
        request.getRequestDispatcher("/fail/runtime").forward(request, response);
        break;
      case "/include":
        response.getWriter().print("before ");
        request.getRequestDispatcher("/members/1").include(request, response);
        response.getWriter().print(" after");
        break;
      case "/include/status":
        request.getRequestDispatcher("/members/1").include(request, response);
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        break;
      default:
        request.getRequestDispatcher("/members/1").forward(request, response);
    }
  }
}

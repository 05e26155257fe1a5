package dev.tacho.agenttests.shop.javax;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers at once, or late. */
final class PlainServlet extends HttpServlet {
  static final String[] MAPPINGS = {
    "/hello",
    "/members/*",
    "/slow",
    "/wrapped/hello",
    "/guarded/answers/declared",
    "/guarded/status"
  };

  private static final long serialVersionUID = 1;
  private static final int SLOW_MILLIS = 300;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals("/slow")) {
      pause();
    }
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().print(request.getServletPath() + " " + request.getPathInfo());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_CREATED);
    response.setHeader("Location", "/shop/members/1");
  }

  /** Reached by requests that a filter renamed. */
  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("put");
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(SLOW_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}

package dev.tacho.agenttests.shop.javax;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers alone, refuses, throws or changes the status, as the path asks. */
final class GuardingFilter implements Filter {
  @Override
  public void init(FilterConfig config) {
    // nothing to set up
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse http = (HttpServletResponse) response;
    String path = ((HttpServletRequest) request).getRequestURI();
    if (path.contains("/answers/")) {
      http.getWriter().print("from the filter");
    } else if (path.contains("/refuses/")) {
      http.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else if (path.contains("/throws/")) {
      throw new IllegalStateException("the filter, as asked");
    } else {
      chain.doFilter(request, response);
      http.setStatus(HttpServletResponse.SC_ACCEPTED);
    }
  }

  @Override
  public void destroy() {
    // nothing to give back
  }
}

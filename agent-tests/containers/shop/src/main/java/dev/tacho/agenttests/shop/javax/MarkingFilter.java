package dev.tacho.agenttests.shop.javax;

import java.io.IOException;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;

/** Comes first, and sets a header that the container may keep or throw away. */
final class MarkingFilter implements Filter {
  @Override
  public void init(FilterConfig config) {
    // nothing to set up
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      ((HttpServletResponse) response).setHeader("X-Shop", "open");
    }
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {
    // nothing to give back
  }
}

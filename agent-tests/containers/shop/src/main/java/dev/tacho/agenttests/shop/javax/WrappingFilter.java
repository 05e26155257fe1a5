package dev.tacho.agenttests.shop.javax;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/** Hands on a request that calls itself a PUT, in two layers, and a wrapped response. */
final class WrappingFilter implements Filter {
  @Override
  public void init(FilterConfig config) {
    // nothing to set up
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest wrapped =
        new HttpServletRequestWrapper(new PutRequest((HttpServletRequest) request));
    chain.doFilter(wrapped, new HttpServletResponseWrapper((HttpServletResponse) response));
  }

  @Override
  public void destroy() {
    // nothing to give back
  }

  private static final class PutRequest extends HttpServletRequestWrapper {
    PutRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return "PUT";
    }
  }
}

package dev.tacho.agenttests.containers.spring;

import java.io.IOException;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Marks every answer, and gives some itself, before Spring has a look at the path. */
@Component
public class GuardingFilter extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("X-Shop", "open");
    String path = request.getServletPath();
    if (path.startsWith("/guarded/answers/")) {
      response.getWriter().print("guarded");
    } else if (path.startsWith("/guarded/refuses/")) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else if (path.startsWith("/guarded/throws/")) {
      throw new IllegalStateException("as asked");
    } else {
      chain.doFilter(request, response);
    }
  }
}

package dev.tacho.agenttests.apps;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * Tomcat 9, that is {@code javax.servlet} 4.0, in the context {@code /shop}: a filter around a
 * servlet at {@code /items/*}, one that forwards to it, and one for all the rest, the error page
 * included.
 */
public final class JavaxServletApp {
  /**
   * Kept, so that its level is: Tomcat reports the exceptions that the servlets throw on purpose.
   */
  private static final Logger log = Logger.getLogger("org.apache");

  private JavaxServletApp() {}

  public static void main(String[] arguments) throws Exception {
    File portFile = new File(arguments[1]);
    File folder = portFile.getParentFile();
    log.setLevel(Level.OFF);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File(folder, "tomcat").getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", new File(".").getAbsolutePath());
    add(context, "items", "/items/*", new ItemsServlet());
    add(context, "forwarding", "/forward", new ForwardingServlet());
    add(context, "rest", "/", new RestServlet());
    addFilter(context);
    ErrorPage page = new ErrorPage();
    page.setErrorCode(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    page.setLocation("/error-page");
    context.addErrorPage(page);
    tomcat.getConnector();
    tomcat.start();
    File unfinished = new File(folder, "unfinished");
    String port = Integer.toString(tomcat.getConnector().getLocalPort());
    Files.write(unfinished.toPath(), port.getBytes(StandardCharsets.US_ASCII));
    Files.move(unfinished.toPath(), portFile.toPath(), StandardCopyOption.ATOMIC_MOVE);
    tomcat.getServer().await();
  }

  private static void add(Context context, String name, String mapping, HttpServlet servlet) {
    Tomcat.addServlet(context, name, servlet);
    context.addServletMappingDecoded(mapping, name);
  }

  private static void addFilter(Context context) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("passing");
    definition.setFilter(new PassingFilter());
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("passing");
    mapping.addURLPattern("/*");
    mapping.setDispatcher("REQUEST");
    mapping.setDispatcher("FORWARD");
    mapping.setDispatcher("ERROR");
    context.addFilterMap(mapping);
  }

  private static final class PassingFilter implements javax.servlet.Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }
  }

  private static final class ItemsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if ("/fail".equals(request.getPathInfo())) {
        throw new IllegalStateException("as asked");
      }
      if ("/missing".equals(request.getPathInfo())) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      } else {
        response.getWriter().print("item");
      }
    }
  }

  private static final class ForwardingServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      request.getRequestDispatcher("/items/1").forward(request, response);
    }
  }

  private static final class RestServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().contains("unknown")) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      } else {
        response.getWriter().print("rest");
      }
    }
  }
}

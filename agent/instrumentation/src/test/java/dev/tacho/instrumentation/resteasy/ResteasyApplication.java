package dev.tacho.instrumentation.resteasy;

import dev.tacho.instrumentation.jaxrs.Resources;
import java.io.IOException;
import java.util.Set;
import java.util.function.ToIntFunction;
import javax.servlet.ServletException;
import javax.ws.rs.core.Application;
import org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.mock.web.MockServletContext;

/** RESTEasy's servlet without a container, mapped to {@code /api/*} in {@code /shop}. */
public final class ResteasyApplication implements ToIntFunction<String> {
  private static final String MOUNTED_AT = "/shop/api/";

  private final MockServletContext context = new MockServletContext();
  private final HttpServletDispatcher servlet = new HttpServletDispatcher();

  public ResteasyApplication() throws ServletException {
    context.setContextPath("/shop");
    MockServletConfig config = new MockServletConfig(context);
    config.addInitParameter("javax.ws.rs.Application", Classes.class.getName());
    config.addInitParameter("resteasy.servlet.mapping.prefix", "/api");
    servlet.init(config);
  }

  @Override
  public int applyAsInt(String methodAndPath) {
    String[] parts = methodAndPath.split(" ", -1);
    MockHttpServletRequest request =
        new MockHttpServletRequest(context, parts[0], MOUNTED_AT + parts[1]);
    request.setContextPath("/shop");
    request.setServletPath("/api");
    request.setPathInfo("/" + parts[1]);
    request.setAsyncSupported(true);
    MockHttpServletResponse response = new MockHttpServletResponse();
    try {
      servlet.service(request, response);
    } catch (IOException | ServletException failure) {
      throw new IllegalStateException(methodAndPath, failure);
    }
    return response.getStatus();
  }

  /** The application as JAX-RS has it. */
  public static final class Classes extends Application {
    @Override
    public Set<Class<?>> getClasses() {
      return Resources.CLASSES;
    }
  }
}

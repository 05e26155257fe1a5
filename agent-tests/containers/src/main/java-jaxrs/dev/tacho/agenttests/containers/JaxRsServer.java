package dev.tacho.agenttests.containers;

import dev.tacho.agenttests.shop.javax.Shop;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.ws.rs.core.Application;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** Resources of JAX-RS in a Jetty, beside the shop's servlets. */
public final class JaxRsServer {
  private static final String PREFIX = "/api";

  private JaxRsServer() {}

  public static void main(String[] arguments) throws Exception {
    Launch launch = new Launch(arguments);
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(Shop.CONTEXT_PATH);
    context.addEventListener(new Shop());
    ServletHolder resources = new ServletHolder("resources", org.example.JaxRsServlet.class);
    resources.setInitParameter("javax.ws.rs.Application", Resources.class.getName());
    resources.setInitParameter("resteasy.servlet.mapping.prefix", PREFIX);
    resources.setAsyncSupported(true);
    context.addServlet(resources, PREFIX + "/*");
    ErrorPageErrorHandler errorPages = new ErrorPageErrorHandler();
    errorPages.setShowStacks(false); // they are not the same each time
    context.setErrorHandler(errorPages);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    launch.ready(connector.getLocalPort());
    server.join();
  }

  /** The application as JAX-RS has it. */
  public static final class Resources extends Application {
    @Override
    public Set<Class<?>> getClasses() {
      return new HashSet<>(Arrays.asList(ShopResource.class, ShopResource.Mapper.class));
    }
  }
}

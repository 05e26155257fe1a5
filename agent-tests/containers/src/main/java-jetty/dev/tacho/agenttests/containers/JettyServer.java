package dev.tacho.agenttests.containers;

import dev.tacho.agenttests.shop.javax.Shop;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.DefaultServlet;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** The shop in an embedded Jetty. */
public final class JettyServer {
  private JettyServer() {}

  public static void main(String[] arguments) throws Exception {
    Launch launch = new Launch(arguments);
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(Shop.CONTEXT_PATH);
    ServletHolder files = new ServletHolder("default", DefaultServlet.class);
    files.setInitParameter("resourceBase", launch.files().toURI().toString());
    files.setAsyncSupported(true);
    context.addServlet(files, "/");
    context.addEventListener(new Shop());
    ErrorPageErrorHandler errorPages = new ErrorPageErrorHandler();
    errorPages.addErrorPage(Shop.PAGE_STATUS, Shop.ERROR_PAGE);
    errorPages.addErrorPage(Shop.PageException.class, Shop.ERROR_PAGE);
    errorPages.addErrorPage(Shop.OtherPageException.class, Shop.OTHER_ERROR_PAGE);
    // What stands below the application differs from request to request.
    errorPages.setShowStacks(false);
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
}

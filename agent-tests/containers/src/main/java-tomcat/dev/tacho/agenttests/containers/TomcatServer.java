package dev.tacho.agenttests.containers;

import dev.tacho.agenttests.shop.javax.Shop;
import java.io.File;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** The shop in an embedded Tomcat. */
public final class TomcatServer {
  private TomcatServer() {}

  public static void main(String[] arguments) throws IOException, LifecycleException {
    Launch launch = new Launch(arguments);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File(launch.folder(), "tomcat").getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext(Shop.CONTEXT_PATH, launch.files().getPath());
    Wrapper files = Tomcat.addServlet(context, "default", new DefaultServlet());
    files.setAsyncSupported(true);
    context.addServletMappingDecoded("/", "default");
    context.addApplicationListener(Shop.class.getName());
    addErrorPages(context);
    tomcat.getConnector();
    tomcat.start();
    launch.ready(tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static void addErrorPages(Context context) {
    ErrorPage ofStatus = new ErrorPage();
    ofStatus.setErrorCode(Shop.PAGE_STATUS);
    ofStatus.setLocation(Shop.ERROR_PAGE);
    context.addErrorPage(ofStatus);
    context.addErrorPage(page(Shop.PageException.class, Shop.ERROR_PAGE));
    context.addErrorPage(page(Shop.OtherPageException.class, Shop.OTHER_ERROR_PAGE));
  }

  private static ErrorPage page(Class<?> exception, String location) {
    ErrorPage page = new ErrorPage();
    page.setExceptionType(exception.getName());
    page.setLocation(location);
    return page;
  }
}

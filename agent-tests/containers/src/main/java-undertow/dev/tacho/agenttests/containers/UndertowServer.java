package dev.tacho.agenttests.containers;

import dev.tacho.agenttests.shop.javax.Shop;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ServletStackTraces;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.servlet.ServletException;

/** The shop in an embedded Undertow, whose threads keep the process alive. */
public final class UndertowServer {
  private UndertowServer() {}

  public static void main(String[] arguments) throws IOException, ServletException {
    Launch launch = new Launch(arguments);
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(UndertowServer.class.getClassLoader())
            .setDeploymentName("shop")
            .setContextPath(Shop.CONTEXT_PATH)
            .setResourceManager(new PathResourceManager(launch.files().toPath()))
            // What stands below the application differs from request to request.
            .setServletStackTraces(ServletStackTraces.NONE)
            .addListener(Servlets.listener(Shop.class))
            .addErrorPage(new ErrorPage(Shop.ERROR_PAGE, Shop.PAGE_STATUS))
            .addErrorPage(new ErrorPage(Shop.ERROR_PAGE, Shop.PageException.class))
            .addErrorPage(new ErrorPage(Shop.OTHER_ERROR_PAGE, Shop.OtherPageException.class));
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(deployment);
    manager.deploy();
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(Handlers.path().addPrefixPath(Shop.CONTEXT_PATH, manager.start()))
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    launch.ready(address.getPort());
  }
}

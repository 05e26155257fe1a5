package dev.tacho.endpoint;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import dev.tacho.jvm.JdkPackages;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetSocketAddress;

/**
 * The HTTP server of the JDK itself. {@code HttpServer.create} would take whatever provider the
 * application has on its class path (Jetty brings one), initialise it, and make it the default of
 * the whole JVM.
 */
final class JdkHttpServer {
  private static final String PACKAGE = "sun.net.httpserver";
  private static final String PROVIDER = PACKAGE + ".DefaultHttpServerProvider";

  private JdkHttpServer() {}

  static HttpServer create(Instrumentation jvm, InetSocketAddress address, int backlog)
      throws IOException {
    HttpServerProvider provider;
    try {
      Class<?> type = Class.forName(PROVIDER, true, HttpServer.class.getClassLoader());
      JdkPackages.open(jvm, type);
      provider = (HttpServerProvider) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException otherJdk) {
      return HttpServer.create(address, backlog);
    }
    return provider.createHttpServer(address, backlog);
  }
}

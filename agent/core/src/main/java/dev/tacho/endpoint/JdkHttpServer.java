package dev.tacho.endpoint;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

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
      exportToUs(jvm, type);
      provider = (HttpServerProvider) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException otherJdk) {
      return HttpServer.create(address, backlog);
    }
    return provider.createHttpServer(address, backlog);
  }

  /**
   * Makes the provider's package visible to this class on Java 9 and newer, by {@code
   * Instrumentation.redefineModule}; reflective, because agent code is compiled for Java 8.
   */
  private static void exportToUs(Instrumentation jvm, Class<?> provider)
      throws ReflectiveOperationException {
    Method getModule;
    try {
      getModule = Class.class.getMethod("getModule");
    } catch (NoSuchMethodException java8) {
      return;
    }
    Object theirs = getModule.invoke(provider);
    Object ours = getModule.invoke(JdkHttpServer.class);
    Map<String, Set<?>> exports =
        Collections.<String, Set<?>>singletonMap(PACKAGE, Collections.singleton(ours));
    Instrumentation.class
        .getMethod(
            "redefineModule",
            getModule.getReturnType(),
            Set.class,
            Map.class,
            Map.class,
            Set.class,
            Map.class)
        .invoke(
            jvm,
            theirs,
            Collections.emptySet(),
            exports,
            Collections.emptyMap(),
            Collections.emptySet(),
            Collections.emptyMap());
  }
}

package dev.tacho.agenttests.containers;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;

/** A servlet container that runs a shop of {@code agent-tests/containers}. */
enum Container {
  TOMCAT_9("tomcat9", "TomcatServer", 8),
  TOMCAT_10_1("tomcat10", "TomcatServer", 11),
  TOMCAT_11("tomcat11", "TomcatServer", 17),
  JETTY_9_4("jetty9", "JettyServer", 8),
  JETTY_9_4_SERVLET_4("jetty9-servlet4", "JettyServer", 8),
  JETTY_10("jetty10", "JettyServer", 11),
  JETTY_11("jetty11", "JettyServer", 11),
  JETTY_12_EE8("jetty12-ee8", "JettyServer", 17),
  JETTY_12_EE10("jetty12-ee10", "JettyServer", 17),
  UNDERTOW_2_2("undertow2.2", "UndertowServer", 8),
  UNDERTOW_2_3("undertow2.3", "UndertowServer", 11),
  SPRING_BOOT_2_7("spring-boot2", null, 8, Application.SPRING),
  SPRING_BOOT_3_5("spring-boot3", null, 17, Application.SPRING),
  SPRING_BOOT_4("spring-boot4", null, 17, Application.SPRING),
  JERSEY_2("jersey2", "JaxRsServer", 8, Application.JAX_RS),
  JERSEY_3("jersey3", "JaxRsServer", 11, Application.JAX_RS),
  RESTEASY_3("resteasy3", "JaxRsServer", 8, Application.JAX_RS),
  RESTEASY_6("resteasy6", "JaxRsServer", 11, Application.JAX_RS);

  /** The first version that warns of Unsafe, which Undertow uses, and of native libraries. */
  private static final int WARNS = 24;

  private final String module;
  private final String server;
  private final int oldestJava;
  private final Application application;

  Container(String module, String server, int oldestJava) {
    this(module, server, oldestJava, Application.SERVLETS);
  }

  /**
   * @param server the class that starts it, null where the module's jar does
   */
  Container(String module, String server, int oldestJava, Application application) {
    this.module = module;
    this.server = server;
    this.oldestJava = oldestJava;
    this.application = application;
  }

  Application application() {
    return application;
  }

  /** Before Servlet 4 there is no way to ask, and Jetty 9.4 has none either. */
  boolean tellsFiltersTheServlet() {
    return this != JETTY_9_4 && this != JETTY_9_4_SERVLET_4;
  }

  boolean runsOn(Jdk jdk) {
    return jdk.version() >= oldestJava;
  }

  /** With what it takes to start without a warning of the JVM. */
  ChildJvm on(Jdk jdk) {
    if (server == null) {
      ChildJvm service = ChildJvm.service(module).on(jdk);
      // Spring Boot 2 looks for Tomcat's native library.
      return jdk.version() < WARNS
          ? service
          : service.jvmOption("--enable-native-access=ALL-UNNAMED");
    }
    ChildJvm jvm = ChildJvm.container(module, "dev.tacho.agenttests.containers." + server).on(jdk);
    if (server.equals("UndertowServer") && jdk.version() >= WARNS) {
      jvm.jvmOption("--sun-misc-unsafe-memory-access=allow");
    }
    if (server.equals("TomcatServer") && jdk.version() > 8) {
      // Tomcat reaches in there.
      jvm.jvmOption("--add-opens=java.base/java.io=ALL-UNNAMED");
    }
    return jvm;
  }
}

package dev.tacho.agenttests.containers;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;

/** A servlet container that runs the shop of {@code agent-tests/containers}. */
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
  UNDERTOW_2_3("undertow2.3", "UndertowServer", 11);

  /** The first version that warns of what Undertow's I/O library does. */
  private static final int WARNS_OF_UNSAFE = 24;

  private final String module;
  private final String server;
  private final int oldestJava;

  Container(String module, String server, int oldestJava) {
    this.module = module;
    this.server = server;
    this.oldestJava = oldestJava;
  }

  boolean runsOn(Jdk jdk) {
    return jdk.version() >= oldestJava;
  }

  /** With what it takes to start without a warning of the JVM. */
  ChildJvm on(Jdk jdk) {
    ChildJvm jvm = ChildJvm.container(module, "dev.tacho.agenttests.containers." + server).on(jdk);
    if (server.equals("UndertowServer") && jdk.version() >= WARNS_OF_UNSAFE) {
      jvm.jvmOption("--sun-misc-unsafe-memory-access=allow");
    }
    if (server.equals("TomcatServer") && jdk.version() > 8) {
      // Tomcat reaches in there.
      jvm.jvmOption("--add-opens=java.base/java.io=ALL-UNNAMED");
    }
    return jvm;
  }
}

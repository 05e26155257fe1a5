package dev.tacho.premain;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The entry point of the agent, in the system class loader, where the application could see it: it
 * holds nothing but the way to the agent's own loader. Never throws, never exits the JVM; the
 * application starts whatever happens here.
 *
 * <p>Classes of this package call nothing by reflection on Java 9 and newer: that would hold the
 * application's start for 18 ms more on JDK 25, 5 ms on 17 (medians of 14 starts, two cores).
 */
public final class Premain {
  private static final String ENTRY = "dev.tacho.instrumentation.AgentEntry";
  private static final AtomicBoolean started = new AtomicBoolean();

  private Premain() {}

  /** Called by the JVM before the application's main method. */
  public static void premain(String arguments, Instrumentation jvm) {
    long startNanos = System.nanoTime();
    try {
      if (JdkTools.isOne()) {
        return;
      }
      if (!started.compareAndSet(false, true)) {
        complain("already running: a second -javaagent or attach is ignored.");
        return;
      }
      start(arguments, jvm, startNanos);
    } catch (Throwable failure) {
      complain("not started, the application runs without it: " + cause(failure));
    }
  }

  private static void start(String arguments, Instrumentation jvm, long startNanos)
      throws IOException, URISyntaxException, ReflectiveOperationException {
    AgentClassLoader loader = AgentClassLoader.open(ownJar());
    boolean facadeDefined = true;
    try {
      FacadeDefiner.define(jvm, loader);
    } catch (Exception | LinkageError failure) {
      facadeDefined = false;
      complain("nothing can be woven here, only the JVM is measured: " + cause(failure));
    }
    // By an interface of the JDK, which both loaders know.
    @SuppressWarnings("unchecked") // it says so itself
    Consumer<Object[]> entry =
        (Consumer<Object[]>) loader.loadClass(ENTRY).getDeclaredConstructor().newInstance();
    entry.accept(new Object[] {jvm, arguments, startNanos, facadeDefined});
  }

  static File ownJar() throws URISyntaxException {
    return new File(Premain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof InvocationTargetException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static void complain(String message) {
    System.err.println("tacho: " + message);
  }
}

package dev.tacho.premain;

import dev.tacho.start.AgentState;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.util.function.Function;

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

  /** Stops the agent that runs; null if none does. Guarded by this class. */
  private static Runnable stop;

  private Premain() {}

  /** Called by the JVM before the application's main method. */
  public static void premain(String arguments, Instrumentation jvm) {
    if (!JdkTools.isOne()) {
      start(arguments, jvm, false);
    }
  }

  /**
   * Called by the JVM when the agent is loaded into it while it runs.
   *
   * @param arguments options, or {@link AgentState#DETACH} to stop the agent
   */
  public static void agentmain(String arguments, Instrumentation jvm) {
    if (AgentState.DETACH.equals(arguments)) {
      stop();
    } else {
      start(arguments, jvm, true);
    }
  }

  private static synchronized void start(String arguments, Instrumentation jvm, boolean late) {
    long startNanos = System.nanoTime();
    if (stop != null) {
      complain("already running: a second -javaagent or attach is ignored.");
      return;
    }
    try {
      stop = started(arguments, jvm, startNanos, late);
    } catch (Throwable failure) {
      complain("not started, the application runs without it: " + cause(failure));
      System.setProperty(AgentState.PROPERTY, AgentState.FAILED + cause(failure));
    }
  }

  private static Runnable started(
      String arguments, Instrumentation jvm, long startNanos, boolean late)
      throws IOException, URISyntaxException, ReflectiveOperationException {
    AgentClassLoader loader = AgentClassLoader.open(ownJar());
    boolean facadeDefined = true;
    try {
      FacadeDefiner.define(jvm, loader);
    } catch (FacadeDefiner.OtherVersionException otherVersion) {
      throw otherVersion;
    } catch (Exception | LinkageError failure) {
      facadeDefined = false;
      complain("nothing can be woven here, only the JVM is measured: " + cause(failure));
    }
    // By an interface of the JDK, which both loaders know.
    @SuppressWarnings("unchecked") // it says so itself
    Function<Object[], Runnable> entry =
        (Function<Object[], Runnable>)
            loader.loadClass(ENTRY).getDeclaredConstructor().newInstance();
    return entry.apply(new Object[] {jvm, arguments, startNanos, facadeDefined, late});
  }

  private static synchronized void stop() {
    Runnable running = stop;
    stop = null; // whatever becomes of it, and with it the agent's loader
    try {
      if (running != null) {
        running.run();
      }
      System.clearProperty(AgentState.PROPERTY);
    } catch (Throwable failure) {
      complain("not stopped: " + cause(failure));
      System.setProperty(AgentState.PROPERTY, AgentState.FAILED + cause(failure));
    }
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
    // Not by System.err, which can be a part of the application's logging by then.
    new PrintStream(new FileOutputStream(FileDescriptor.err), true).println("tacho: " + message);
  }
}

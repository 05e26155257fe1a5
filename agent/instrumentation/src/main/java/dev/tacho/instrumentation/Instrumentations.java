package dev.tacho.instrumentation;

import dev.tacho.instrumentation.apachehttp.ApacheHttpInstrumentation;
import dev.tacho.instrumentation.c3p0.C3p0Instrumentation;
import dev.tacho.instrumentation.dbcp.DbcpInstrumentation;
import dev.tacho.instrumentation.executors.ExecutorsInstrumentation;
import dev.tacho.instrumentation.hikaricp.HikariInstrumentation;
import dev.tacho.instrumentation.jbosslogmanager.JBossLogManagerInstrumentation;
import dev.tacho.instrumentation.jdbc.ConnectionInstrumentation;
import dev.tacho.instrumentation.jdbc.InternalInstrumentation;
import dev.tacho.instrumentation.jdbc.JdbcInstrumentation;
import dev.tacho.instrumentation.jedis.JedisInstrumentation;
import dev.tacho.instrumentation.jersey.JerseyInstrumentation;
import dev.tacho.instrumentation.jetty.JettyInstrumentation;
import dev.tacho.instrumentation.lettuce.LettuceInstrumentation;
import dev.tacho.instrumentation.log4j.Log4jInstrumentation;
import dev.tacho.instrumentation.methods.MethodInstrumentation;
import dev.tacho.instrumentation.okhttp.ObservedCallbacks;
import dev.tacho.instrumentation.okhttp.OkHttpInstrumentation;
import dev.tacho.instrumentation.quartz.QuartzInstrumentation;
import dev.tacho.instrumentation.resteasy.ResteasyInstrumentation;
import dev.tacho.instrumentation.servlet.AsyncListeners;
import dev.tacho.instrumentation.slf4j.Slf4jInstrumentation;
import dev.tacho.instrumentation.springmvc.SpringMvcInstrumentation;
import dev.tacho.instrumentation.springscheduling.SpringSchedulingInstrumentation;
import dev.tacho.instrumentation.timer.TimerInstrumentation;
import dev.tacho.instrumentation.tomcatjdbc.TomcatJdbcInstrumentation;
import dev.tacho.instrumentation.undertow.UndertowInstrumentation;
import dev.tacho.instrumentation.urlconnection.UrlConnectionInstrumentation;
import dev.tacho.record.CallbackWrapper;
import dev.tacho.record.LibraryTables;
import dev.tacho.record.LogLibrary;
import dev.tacho.record.PoolLibrary;
import dev.tacho.weave.LibraryInstrumentation;
import java.util.ArrayList;
import java.util.List;

/** The table of all instrumentations. */
public final class Instrumentations {
  private static final String JAVA_HTTP = "dev.tacho.instrumentation.javahttp.";

  private Instrumentations() {}

  /** All that can work in this JVM; their order is the order of the metrics' labels. */
  public static List<LibraryInstrumentation> all() {
    List<LibraryInstrumentation> all = new ArrayList<>();
    all.add(dev.tacho.instrumentation.servlet.javax.ServletInstrumentation.instrumentation());
    all.add(dev.tacho.instrumentation.servlet.jakarta.ServletInstrumentation.instrumentation());
    all.add(SpringMvcInstrumentation.instrumentation());
    all.add(JerseyInstrumentation.instrumentation());
    all.add(ResteasyInstrumentation.instrumentation());
    all.add(JettyInstrumentation.instrumentation());
    all.add(UndertowInstrumentation.instrumentation());
    all.add(MethodInstrumentation.instrumentation());
    all.add(JdbcInstrumentation.instrumentation());
    all.add(ConnectionInstrumentation.instrumentation());
    all.add(InternalInstrumentation.instrumentation());
    all.add(HikariInstrumentation.instrumentation());
    all.add(TomcatJdbcInstrumentation.instrumentation());
    all.add(DbcpInstrumentation.instrumentation());
    all.add(C3p0Instrumentation.instrumentation());
    all.add(JedisInstrumentation.instrumentation());
    all.add(LettuceInstrumentation.instrumentation());
    all.add(ApacheHttpInstrumentation.instrumentation());
    all.add(OkHttpInstrumentation.instrumentation());
    all.add(Slf4jInstrumentation.instrumentation());
    all.add(Log4jInstrumentation.instrumentation());
    all.add(JBossLogManagerInstrumentation.instrumentation());
    all.add(ExecutorsInstrumentation.instrumentation());
    all.add(TimerInstrumentation.instrumentation());
    all.add(SpringSchedulingInstrumentation.instrumentation());
    all.add(QuartzInstrumentation.instrumentation());
    all.add(UrlConnectionInstrumentation.instrumentation());
    LibraryInstrumentation javaHttp =
        (LibraryInstrumentation) onJava11(JAVA_HTTP + "JavaHttpInstrumentation", "instrumentation");
    if (javaHttp != null) {
      all.add(javaHttp);
    }
    return all;
  }

  /** What advice names by number. */
  public static LibraryTables tables() {
    return new LibraryTables(wrappers(), logLibraries(), poolLibraries());
  }

  /** In the order of {@link Wrappers}; null for one that this JVM is too old for. */
  private static List<CallbackWrapper> wrappers() {
    List<CallbackWrapper> wrappers = new ArrayList<>();
    wrappers.add((CallbackWrapper) onJava11(JAVA_HTTP + "HeadObserver", "create"));
    wrappers.add(new AsyncListeners());
    wrappers.add(
        (CallbackWrapper) onJava11(JAVA_HTTP + "CompletionObserver$OfApplication", "create"));
    wrappers.add((CallbackWrapper) onJava11(JAVA_HTTP + "CompletionObserver$OfClient", "create"));
    wrappers.add((CallbackWrapper) onJava11(JAVA_HTTP + "HeadObserver", "createAsynchronous"));
    wrappers.add(new ObservedCallbacks());
    wrappers.add(ApacheHttpInstrumentation.asyncCalls(4));
    wrappers.add(ApacheHttpInstrumentation.asyncCalls(5));
    return wrappers;
  }

  /** In the order of {@link LogLibraries}. */
  private static List<LogLibrary> logLibraries() {
    List<LogLibrary> libraries = new ArrayList<>();
    libraries.add(Slf4jInstrumentation.library());
    libraries.add(Log4jInstrumentation.library());
    libraries.add(JBossLogManagerInstrumentation.library());
    return libraries;
  }

  /** In the order of {@link PoolLibraries}. */
  private static List<PoolLibrary> poolLibraries() {
    List<PoolLibrary> libraries = new ArrayList<>();
    libraries.add(HikariInstrumentation.library());
    libraries.add(TomcatJdbcInstrumentation.library());
    libraries.add(DbcpInstrumentation.library());
    libraries.add(C3p0Instrumentation.library());
    return libraries;
  }

  /** Calls a static method of a class that is compiled for Java 11; null on older JVMs. */
  private static Object onJava11(String className, String factory) {
    try {
      return Class.forName(className).getMethod(factory).invoke(null);
    } catch (ReflectiveOperationException | LinkageError olderJvm) {
      return null;
    }
  }
}

package dev.tacho.instrumentation;

import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.eventlog.EventLog;
import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.apachehttp.ApacheHttpInstrumentation;
import dev.tacho.instrumentation.c3p0.C3p0Instrumentation;
import dev.tacho.instrumentation.dbcp.DbcpInstrumentation;
import dev.tacho.instrumentation.hikaricp.HikariInstrumentation;
import dev.tacho.instrumentation.jdbc.ConnectionInstrumentation;
import dev.tacho.instrumentation.jdbc.InternalInstrumentation;
import dev.tacho.instrumentation.jdbc.JdbcInstrumentation;
import dev.tacho.instrumentation.jersey.JerseyInstrumentation;
import dev.tacho.instrumentation.methods.MethodInstrumentation;
import dev.tacho.instrumentation.okhttp.OkHttpInstrumentation;
import dev.tacho.instrumentation.resteasy.ResteasyInstrumentation;
import dev.tacho.instrumentation.slf4j.Slf4jInstrumentation;
import dev.tacho.instrumentation.springmvc.SpringMvcInstrumentation;
import dev.tacho.instrumentation.tomcatjdbc.TomcatJdbcInstrumentation;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.Families;
import dev.tacho.record.Recorder;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.WeavingEngine;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * The agent in the test JVM: its transformer weaves the libraries that are loaded by the loaders
 * from here. One for the life of the JVM, as the facade takes one sink.
 */
public final class WovenLibrary {
  private static WeavingEngine engine;
  private static Recorder recorder;
  private static final Families families = start();

  private WovenLibrary() {}

  private static Families start() {
    // Not all: classes of the JDK would not find the facade, which packaging puts into java.lang.
    List<LibraryInstrumentation> woven =
        List.of(
            MethodInstrumentation.instrumentation(),
            JdbcInstrumentation.instrumentation(),
            ConnectionInstrumentation.instrumentation(),
            InternalInstrumentation.instrumentation(),
            HikariInstrumentation.instrumentation(),
            TomcatJdbcInstrumentation.instrumentation(),
            DbcpInstrumentation.instrumentation(),
            C3p0Instrumentation.instrumentation(),
            SpringMvcInstrumentation.instrumentation(),
            JerseyInstrumentation.instrumentation(),
            ResteasyInstrumentation.instrumentation(),
            ApacheHttpInstrumentation.instrumentation(),
            OkHttpInstrumentation.instrumentation(),
            Slf4jInstrumentation.instrumentation());
    AgentHealth health = new AgentHealth(woven.stream().map(LibraryInstrumentation::name).toList());
    Config config =
        ConfigParser.parse(
            "methods=com.acme.named.*.*=method", new Properties(), Map.of(), new ArrayList<>());
    NamedMethods named = new NamedMethods(config.methods());
    Families created = new Families(config, AppInfo.of(config, "Test"), BuildInfo.read(), health);
    recorder =
        new Recorder(config, created, health, Instrumentations.tables(), named, EventLog.OFF);
    TachoProbe.install(recorder);
    engine = new WeavingEngine(ByteBuddyAgent.install(), woven, named, health);
    engine.install();
    engine.start(recorder::loadedEarly);
    return created;
  }

  /** What the agent does about once a second with methods that the configuration names. */
  public static void tendNamedMethods() {
    engine.tendNamedMethods(0);
  }

  /** As {@code enabled=false} with {@code unweave=true}. */
  public static void unweave() {
    TachoProbe.pause();
    engine.unweave();
    recorder.unwoven();
  }

  /** As {@code enabled=true} after that. */
  public static void weaveAgain() {
    engine.weaveAllLoaded();
    resume();
  }

  /** As {@code enabled=true} after {@link TachoProbe#pause}. */
  public static void resume() {
    recorder.resumed();
    TachoProbe.resume();
  }

  /** A loader that sees the JDK, the facade and the jar of {@code type}, as a service would. */
  public static ClassLoader loaderOfTheJarOf(Class<?> type) {
    return loader(type.getProtectionDomain().getCodeSource().getLocation());
  }

  /** A loader that sees the JDK, the facade and, each for itself, all jars of the class path. */
  public static ClassLoader loaderOfAllJars() {
    return loader(classPath().filter(url -> url.getPath().endsWith(".jar")).toArray(URL[]::new));
  }

  /**
   * As {@link #loaderOfAllJars}, with the jars in a folder of old libraries in front.
   *
   * @param folders below {@code target}; none for what the class path has
   */
  public static ClassLoader loaderOfAllJarsBehind(List<String> folders) {
    Stream<URL> old = folders.stream().flatMap(WovenLibrary::jarsOf);
    return loader(
        Stream.concat(old, classPath().filter(url -> url.getPath().endsWith(".jar")))
            .toArray(URL[]::new));
  }

  private static Stream<URL> jarsOf(String folder) {
    File[] jars = new File("target/" + folder).listFiles();
    if (jars == null) {
      throw new IllegalStateException("the build has put no jars into target/" + folder);
    }
    return Arrays.stream(jars).map(jar -> url(jar.getPath()));
  }

  private static Stream<URL> classPath() {
    String[] paths = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    return Arrays.stream(paths).map(WovenLibrary::url);
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ClassLoader loader(URL... jars) {
    return new URLClassLoader(jars, jdkAndFacade());
  }

  /** A parent for loaders of libraries. */
  public static ClassLoader jdkAndFacade() {
    return new ClassLoader(ClassLoader.getPlatformClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("dev.tacho.facade.")) {
          return TachoProbe.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
      }
    };
  }

  /** How many classes of all loaders carry advice of one instrumentation. */
  public static int wovenClasses(String instrumentation) {
    String labels = "{instrumentation=\"" + instrumentation + "\"} ";
    return counted("tacho_instrumented_classes").stream()
        .filter(sample -> sample.startsWith(labels))
        .mapToInt(sample -> (int) Double.parseDouble(sample.substring(labels.length())))
        .sum();
  }

  /** An application in a loader that sees the JDK, the facade and all of the test's class path. */
  @SuppressWarnings("unchecked")
  public static ToIntFunction<String> application(Class<? extends ToIntFunction<String>> type) {
    ClassLoader loader = loader(classPath().toArray(URL[]::new));
    ToIntFunction<String> application =
        in(
            loader,
            () ->
                (ToIntFunction<String>)
                    loader.loadClass(type.getName()).getConstructor().newInstance());
    return path -> in(loader, () -> application.applyAsInt(path));
  }

  /**
   * An application in a loader that sees, before the test's class path, the jars of a folder.
   *
   * @param folder below {@code target}
   */
  public static <T> T applicationWith(String folder, Class<? extends T> type) {
    return newApplication(Stream.concat(jarsOf(folder), classPath()), type);
  }

  /** The same with nothing but the test's class path. */
  public static <T> T newApplication(Class<? extends T> type) {
    return newApplication(classPath(), type);
  }

  private static <T> T newApplication(Stream<URL> classPath, Class<? extends T> type) {
    ClassLoader loader = loader(classPath.toArray(URL[]::new));
    try {
      @SuppressWarnings("unchecked") // a T of the parent loader, so it has to be one of the JDK
      T application = (T) loader.loadClass(type.getName()).getConstructor().newInstance();
      return application;
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** As containers call applications: these look for themselves by the thread's context loader. */
  private static <T> T in(ClassLoader loader, Callable<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.call();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * The route and the status under which a request counts that {@code application} answers, as a
   * servlet mapped to {@code /}.
   *
   * @param application gives the status for a path
   */
  public static String routeAndStatus(ToIntFunction<String> application, String path) {
    List<String> before = counted("http_requests_total");
    long token = TachoProbe.requestEnter("GET", "/a/path", "", null);
    int status = application.applyAsInt(path);
    TachoProbe.requestMapped("/", "servlet");
    TachoProbe.requestDone(TachoProbe.requestLeave(token), status, false, null);
    List<String> counted = new ArrayList<>(counted("http_requests_total"));
    counted.removeAll(before);
    return counted.get(0).replaceAll(".*route=\"([^\"]*)\",status_code=\"([^\"]*)\".*", "$1 $2");
  }

  /** To write the text of all takes tests many times as long. */
  private static MetricSnapshots family(String sample) {
    return new MetricSnapshots(
        families.registry().scrape().stream()
            .filter(snapshot -> sample.startsWith(snapshot.getMetadata().getPrometheusName()))
            .toList());
  }

  /** The samples of one name that are not 0, in the text format without the name. */
  public static List<String> counted(String name) {
    return samples(name).stream()
        .filter(sample -> !sample.endsWith(" 0.0") && !sample.endsWith(" 0"))
        .toList();
  }

  /** The samples of one name, in the text format without the name. */
  public static List<String> samples(String name) {
    return lines(name)
        .filter(line -> line.startsWith(name + "{"))
        .map(line -> line.substring(name.length()))
        .toList();
  }

  /** The one sample of a name without labels. */
  public static double value(String name) {
    return lines(name)
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  private static Stream<String> lines(String name) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, family(name), EscapingScheme.DEFAULT);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return text.toString(StandardCharsets.UTF_8).lines();
  }
}

package dev.tacho.instrumentation;

import dev.tacho.config.Config;
import dev.tacho.config.ConfigParser;
import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.jdbc.ConnectionInstrumentation;
import dev.tacho.instrumentation.jdbc.JdbcInstrumentation;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.Families;
import dev.tacho.record.LogContexts;
import dev.tacho.record.Recorder;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.WeavingEngine;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
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
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * The agent in the test JVM: its transformer weaves the libraries that are loaded by the loaders
 * from here. One for the life of the JVM, as the facade takes one sink.
 */
public final class WovenLibrary {
  private static final Families families = start();

  private WovenLibrary() {}

  private static Families start() {
    // JDBC only: classes of the JDK would not find the facade, which packaging puts into java.lang.
    List<LibraryInstrumentation> jdbc =
        List.of(JdbcInstrumentation.instrumentation(), ConnectionInstrumentation.instrumentation());
    AgentHealth health = new AgentHealth(jdbc.stream().map(LibraryInstrumentation::name).toList());
    Config config = ConfigParser.parse(null, new Properties(), Map.of(), new ArrayList<>());
    Families created = new Families(config, AppInfo.of(config, "Test"), BuildInfo.read(), health);
    TachoProbe.install(
        new Recorder(
            config,
            created,
            health,
            Instrumentations.wrappers(),
            new LogContexts(Instrumentations.logLibraries(), health)));
    WeavingEngine engine = new WeavingEngine(ByteBuddyAgent.install(), jdbc, health);
    engine.install();
    engine.start(type -> {});
    return created;
  }

  /** A loader that sees the JDK, the facade and the jar of {@code type}, as a service would. */
  public static ClassLoader loaderOfTheJarOf(Class<?> type) {
    return loader(type.getProtectionDomain().getCodeSource().getLocation());
  }

  /** A loader that sees the JDK, the facade and, each for itself, all jars of the class path. */
  public static ClassLoader loaderOfAllJars() {
    String[] paths = System.getProperty("java.class.path").split(File.pathSeparator);
    return loader(
        Arrays.stream(paths)
            .filter(path -> path.endsWith(".jar"))
            .map(WovenLibrary::url)
            .toArray(URL[]::new));
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ClassLoader loader(URL... jars) {
    ClassLoader facade =
        new ClassLoader(ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.tacho.facade.")) {
              return TachoProbe.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
          }
        };
    return new URLClassLoader(jars, facade);
  }

  /** How many classes of all loaders carry advice of one instrumentation. */
  public static int wovenClasses(String instrumentation) {
    String labels = "{instrumentation=\"" + instrumentation + "\"} ";
    return counted("tacho_instrumented_classes").stream()
        .filter(sample -> sample.startsWith(labels))
        .mapToInt(sample -> (int) Double.parseDouble(sample.substring(labels.length())))
        .sum();
  }

  /** The samples of one name that are not 0, in the text format without the name. */
  public static List<String> counted(String name) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(text, families.registry().scrape(), EscapingScheme.DEFAULT);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return text.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name + "{") && !line.endsWith(" 0.0"))
        .map(line -> line.substring(name.length()))
        .toList();
  }
}

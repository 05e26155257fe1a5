package dev.tacho.agenttests.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes a JVM to start: an application as it is, with or without the agent.
 *
 * <pre>{@code
 * try (RunningApp app = ChildJvm.sampleApp().agent("slow-query=10ms").start()) {
 *   app.get("/work?queries=2");
 *   app.scrape().metric("db_queries_total").with("status", "success").is(2);
 * }
 * }</pre>
 */
public final class ChildJvm {
  /** JEP 451; the option is there since 9. */
  private static final int WARNS_OF_ATTACHING = 21;

  private final List<String> application;
  private final List<String> jvmOptions = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> agents = new ArrayList<>();
  private Path agentJar = Artifacts.agentJar();
  private Jdk jdk = Jdk.current();
  private boolean errorsExpected;
  private boolean servesHttp;
  private boolean late;

  private ChildJvm(String... application) {
    this.application = new ArrayList<>(Arrays.asList(application));
  }

  /** The sample application, without its background jobs, so that every operation is counted. */
  public static ChildJvm sampleApp() {
    return sampleAppWith("--no-jobs");
  }

  /** The sample application with its jobs, and these options of its command line. */
  public static ChildJvm sampleAppWith(String... options) {
    ChildJvm jvm = new ChildJvm("-jar", Artifacts.sampleApp().toString(), "--port", "0");
    jvm.application.addAll(Arrays.asList(options));
    jvm.servesHttp = true;
    return jvm;
  }

  /** A class of the module {@code agent-tests/apps}. */
  public static ChildJvm of(Class<?> main, String... arguments) {
    ChildJvm jvm = new ChildJvm("-cp", Artifacts.classPath("agent-tests/apps"), main.getName());
    jvm.application.addAll(Arrays.asList(arguments));
    return jvm;
  }

  /** A class of that module which serves HTTP and takes {@code --port-file PATH} at the end. */
  public static ChildJvm serving(Class<?> main, String... arguments) {
    ChildJvm jvm = of(main, arguments);
    jvm.servesHttp = true;
    return jvm;
  }

  /**
   * A server of {@code agent-tests/containers}, which takes {@code --port-file PATH}.
   *
   * @param module the folder in there
   */
  public static ChildJvm container(String module, String main) {
    return server("agent-tests/containers/" + module, main);
  }

  /** The same for a module of {@code agent-tests/frameworks}. */
  public static ChildJvm framework(String module, String main) {
    return server("agent-tests/frameworks/" + module, main);
  }

  private static ChildJvm server(String module, String main) {
    ChildJvm jvm = new ChildJvm("-cp", Artifacts.classPath(module), main);
    jvm.servesHttp = true;
    return jvm;
  }

  /** Puts one of that module's sets of libraries on the class path, for classes that need it. */
  public ChildJvm with(String librarySet) {
    application.set(
        1, application.get(1) + File.pathSeparator + Artifacts.appLibraries(librarySet));
    return this;
  }

  /**
   * A service of {@code agent-tests/containers} in a jar of its own, which takes {@code --port-file
   * PATH}.
   *
   * @param module the folder in there
   */
  public static ChildJvm service(String module) {
    ChildJvm jvm = new ChildJvm("-jar", Artifacts.service(module).toString());
    jvm.servesHttp = true;
    return jvm;
  }

  public ChildJvm on(Jdk other) {
    this.jdk = other;
    return this;
  }

  /** Adds the agent with these arguments. Called twice it gives the agent twice. */
  public ChildJvm agent(String... arguments) {
    agents.add(String.join(",", arguments));
    return this;
  }

  /** Starts the JVM without the agent, which {@link RunningApp#attach} then brings in. */
  public ChildJvm attachedLate() {
    this.late = true;
    return this;
  }

  /**
   * Starts the JVM without the agent, and attaches it when the application has been through some
   * work: then its classes are loaded, and its objects made.
   *
   * @param lines told to the application
   * @param lastWords with which its output ends after them
   */
  public RunningApp attachedAfter(List<String> lines, String lastWords) {
    RunningApp app = attachedLate().start();
    try {
      lines.forEach(app::tell);
      app.await(lastWords, () -> app.stdout().endsWith(lastWords + '\n'));
      app.attach();
      return app;
    } catch (RuntimeException | Error failure) {
      app.kill();
      throw failure;
    }
  }

  /** Takes another jar than the one that was built. */
  public ChildJvm agentFrom(Path jar) {
    this.agentJar = jar;
    return this;
  }

  public ChildJvm jvmOption(String option) {
    jvmOptions.add(option);
    return this;
  }

  public ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** For the few tests in which the agent is meant to report an error of its own. */
  public ChildJvm expectingAgentErrors() {
    this.errorsExpected = true;
    return this;
  }

  /** Starts the JVM and, where there is an agent or a server, waits until each says it is ready. */
  public RunningApp start() {
    RunningApp app = launch();
    try {
      app.awaitReady(!late && !agents.isEmpty(), servesHttp);
      return app;
    } catch (RuntimeException | Error failure) {
      app.kill();
      throw failure;
    }
  }

  /** Starts the JVM and waits for nothing. */
  public RunningApp launch() {
    try {
      Path folder = Files.createTempDirectory("tacho-test-");
      List<String> command = new ArrayList<>();
      command.add(jdk.tool("java").toString());
      command.addAll(jvmOptions);
      if (!late) {
        for (String arguments : agents) {
          command.add("-javaagent:" + agentJar + "=" + arguments);
        }
      } else if (jdk.version() >= WARNS_OF_ATTACHING) {
        command.add("-XX:+EnableDynamicAgentLoading");
      }
      command.addAll(application);
      if (servesHttp) {
        command.add("--port-file");
        command.add(folder.resolve(RunningApp.APP_PORT).toString());
      }
      findableEndpoint(folder);
      RunningApp.LateAgent lateAgent =
          new RunningApp.LateAgent(jdk.tool("java"), agentJar, String.join(",", agents));
      return RunningApp.launch(
          command, environment, folder, !agents.isEmpty(), lateAgent, errorsExpected);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** By the source that comes last, so that what a test gives as arguments is in force. */
  private void findableEndpoint(Path folder) {
    environment.put("TACHO_PORT_FILE", folder.resolve(RunningApp.AGENT_PORT).toString());
    if (agents.stream().noneMatch(arguments -> arguments.startsWith("port="))) {
      environment.put("TACHO_PORT", "0");
    }
  }
}

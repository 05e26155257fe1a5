package club;

import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import redis.clients.jedis.JedisPooled;

/**
 * A club's backend: members, events, payments, search and administration.
 *
 * <p>What starting does before the first request: {@link Database} creates and fills its tables,
 * one {@code SET} gives Redis the key {@value #GREETING} (every new connection of Jedis sends two
 * {@code CLIENT SETINFO} of its own), and no request goes out. The jobs, unless they are switched
 * off, and the traffic come on top. What can go wrong on purpose, while it runs, is a {@link
 * Fault}.
 */
public final class ClubApp implements AutoCloseable {
  static final String GREETING = "club:greeting";

  // Loggers are only weakly held by their manager; without this field the level gets lost.
  private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Tomcat tomcat = new Tomcat();

  private ClubApp() {}

  public static void main(String[] args) {
    if (List.of(args).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    try {
      run(Options.parse(args));
    } catch (Options.Unusable e) {
      System.err.println("club: " + e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      System.err.println("club: cannot start: " + rootCause(e));
      System.exit(1);
    }
  }

  private static void run(Options options) throws Exception {
    ClubApp app = new ClubApp();
    Runtime.getRuntime().addShutdownHook(new Thread(app::close, "club-stop"));
    app.open(options);
    System.out.println("club: listening on " + app.address());
    app.tomcat.getServer().await();
  }

  /** Starts the application with the options of the command line; returns when it is ready. */
  public static ClubApp start(String... args) throws Exception {
    ClubApp app = new ClubApp();
    try {
      app.open(Options.parse(args));
    } catch (Exception e) {
      app.close();
      throw e;
    }
    return app;
  }

  /** Where the application listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort());
  }

  /** Stops what was started, the last first; waits for a start that is under way. */
  @Override
  public synchronized void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        System.err.println("club: not stopped cleanly: " + e);
      }
    }
  }

  private synchronized void open(Options options) throws Exception {
    Path scratch = Files.createTempDirectory("club-");
    running.push(() -> delete(scratch));

    Database database = Database.open(setting("JDBC_URL", "jdbc:h2:mem:club"));
    running.push(database);

    String redisUrl = setting("REDIS_URL", "");
    if (redisUrl.isEmpty()) {
      LocalRedis server = LocalRedis.start(scratch);
      running.push(server);
      redisUrl = server.url();
    }
    JedisPooled redis = new JedisPooled(redisUrl);
    running.push(redis);
    redis.set(GREETING, "Welcome to the club");

    PaymentProviderStub provider = PaymentProviderStub.start();
    running.push(provider);

    Faults faults = new Faults();
    faults.make(Fault.POOL_EXHAUSTED, database::holdAllConnections);
    faults.make(Fault.PEER_DOWN, provider::refuse);

    serve(options.port(), scratch, database, redis, new Payments(provider.address()), faults);
    if (options.jobs()) {
      Jobs jobs =
          Jobs.start(new Housekeeping(database, faults), new PaymentReport(database, redis));
      running.push(jobs);
      faults.make(
          Fault.JOB_FAILURE,
          on -> {
            if (!on) {
              jobs.restartHousekeeping();
            }
          });
    }
    if (options.traffic() > 0) {
      running.push(Traffic.start(options.mix().of(address()), options.traffic()));
    }
    if (options.portFile() != null) {
      writePort(options.portFile());
    }
  }

  private void serve(
      int port,
      Path scratch,
      Database database,
      JedisPooled redis,
      Payments payments,
      Faults faults)
      throws LifecycleException {
    TOMCAT_LOG.setLevel(Level.WARNING);

    tomcat.setBaseDir(scratch.toString());
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setThrowOnFailure(true);
    StandardContext context = (StandardContext) tomcat.addContext("", null);
    // These look for leaks between redeployments, and complain of the JVM's modules.
    context.setClearReferencesObjectStreamClassCaches(false);
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
    // Stopping waits this many milliseconds for answers under way; the slowest are given up.
    context.setUnloadDelay(500);
    // Requests fail here by design; each would log its stack trace, which the answer has anyway.
    Logger.getLogger(context.getLogName()).setLevel(Level.OFF);
    route(context, "/health", new HealthServlet());
    route(context, "/members/*", new MembersServlet(database, redis, faults));
    route(context, "/events/*", new EventsServlet(database));
    route(context, "/payments", new PaymentsServlet(database, redis, payments));
    route(context, "/search", new SearchServlet(database, faults));
    route(context, "/admin/*", new AdminServlet(database));
    route(context, "/work", new WorkServlet(database, redis, payments));
    route(context, FaultsServlet.PATH + "/*", new FaultsServlet(faults));
    filter(context, new FaultFilter(faults));
    running.push(
        () -> {
          tomcat.stop();
          tomcat.destroy();
        });
    tomcat.start();
  }

  private static void route(Context context, String pattern, HttpServlet servlet) {
    String name = servlet.getClass().getSimpleName();
    Tomcat.addServlet(context, name, servlet);
    context.addServletMappingDecoded(pattern, name);
  }

  private static void filter(Context context, HttpFilter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(filter.getClass().getSimpleName());
    definition.setFilter(filter);
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName(definition.getFilterName());
    mapping.addURLPattern("/*");
    context.addFilterMap(mapping);
  }

  /** A reader of the file never sees it half written. */
  private void writePort(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path draft = Files.createTempFile(directory, file.getFileName().toString(), ".tmp");
    Files.writeString(draft, address().getPort() + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String setting(String name, String fallback) {
    String environment = System.getenv(name);
    return System.getProperty(name, environment != null ? environment : fallback);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}

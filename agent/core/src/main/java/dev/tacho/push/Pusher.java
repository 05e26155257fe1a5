package dev.tacho.push;

import dev.tacho.config.Config;
import dev.tacho.log.AgentLog;
import dev.tacho.log.OncePerCause;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.PushMetrics;
import dev.tacho.net.OutboundConnection;
import dev.tacho.thread.AgentThread;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.HttpConnectionFactory;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Pushes all metrics to a push gateway, every interval and once more at the end: when the JVM shuts
 * down, or when the agent is stopped. Whoever waits for the end waits two seconds at most. The
 * thread parks: waiting for a condition starts the common pool since Java 21.
 */
public final class Pusher implements Runnable {
  private static final long LAST_PUSH_MILLIS = 2_000;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_CAUSES = 10;
  private static final int MAX_CAUSE_LENGTH = 200;

  private final PushGateway gateway;
  private final String url;
  private final long intervalNanos;
  private final Runnable beforePush;
  private final PushMetrics metrics;
  private final OncePerCause causes = new OncePerCause(MAX_CAUSES);
  private final Thread thread = new AgentThread(this, "tacho-push");
  private final Thread hook =
      new AgentThread(
          new Runnable() {
            @Override
            public void run() {
              pushLast();
            }
          },
          "tacho-push-last");

  private volatile boolean stopping;

  private Pusher(
      PushGateway gateway,
      String url,
      long intervalNanos,
      Runnable beforePush,
      PushMetrics metrics) {
    this.gateway = gateway;
    this.url = url;
    this.intervalNanos = intervalNanos;
    this.beforePush = beforePush;
    this.metrics = metrics;
  }

  /**
   * From now on the end of the JVM is told. {@link #start} begins with the intervals.
   *
   * @param config with a push gateway
   * @param processId to tell this process from others of the same host
   */
  public static Pusher of(Config config, AppInfo app, Families families, String processId) {
    String job = config.pushJob() == null ? app.name() : config.pushJob();
    String instance =
        config.pushInstance() == null ? Instance.name(processId) : config.pushInstance();
    Pusher pusher =
        new Pusher(
            gateway(config, families, job, instance),
            config.pushGateway(),
            config.pushIntervalNanos(),
            families.jvm(),
            families.push());
    try {
      Runtime.getRuntime().addShutdownHook(pusher.hook);
    } catch (IllegalStateException ending) {
      // The JVM has come to its end already: nothing has been measured.
    }
    return pusher;
  }

  private static PushGateway gateway(
      Config config, Families families, String job, String instance) {
    URI uri = URI.create(config.pushGateway());
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    PushGateway.Builder gateway =
        PushGateway.builder()
            .scheme("https".equalsIgnoreCase(uri.getScheme()) ? Scheme.HTTPS : Scheme.HTTP)
            .address(uri.getRawAuthority() + path)
            .job(job.isEmpty() ? "unknown" : job)
            .groupingKey("instance", instance)
            .format(Format.PROMETHEUS_TEXT)
            .registry(families.registry())
            .connectionTimeout(CONNECT_TIMEOUT)
            .readTimeout(READ_TIMEOUT)
            .connectionFactory(
                new HttpConnectionFactory() {
                  @Override
                  public HttpURLConnection create(URL target) throws IOException {
                    HttpURLConnection connection = OutboundConnection.open(target);
                    // Keeps it from asking the application's Authenticator, and from sending twice.
                    connection.setChunkedStreamingMode(0);
                    return connection;
                  }
                });
    String credentials = config.pushGatewayAuth();
    if (credentials != null) {
      int colon = credentials.indexOf(':');
      if (colon < 0) {
        gateway.bearerToken(credentials);
      } else {
        gateway.basicAuth(credentials.substring(0, colon), credentials.substring(colon + 1));
      }
    }
    return gateway.build();
  }

  /** Begins to push. Not before the application's own logging is there, if it brings its own. */
  public synchronized void start() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  /** Pushes once more, and ends. */
  public void stop() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It is running, and does the same.
    }
    pushLast();
  }

  private void pushLast() {
    stopping = true;
    start();
    LockSupport.unpark(thread);
    try {
      thread.join(LAST_PUSH_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    long nextNanos = System.nanoTime() + intervalNanos;
    while (!stopping) {
      long leftNanos = nextNanos - System.nanoTime();
      if (leftNanos > 0) {
        LockSupport.parkNanos(this, leftNanos);
        Thread.interrupted(); // who interrupts it meant another thread, and parking would not last
      } else {
        push();
        nextNanos = System.nanoTime() + intervalNanos;
      }
    }
    push();
  }

  private void push() {
    try {
      beforePush.run();
      gateway.push();
    } catch (IOException | RuntimeException | LinkageError failure) {
      metrics.failed();
      complain(failure.getCause() == null ? failure : failure.getCause());
    }
  }

  private void complain(Throwable failure) {
    String cause = failure.toString();
    if (cause.length() > MAX_CAUSE_LENGTH) {
      cause = cause.substring(0, MAX_CAUSE_LENGTH) + '…';
    }
    if (causes.isNew(cause)) {
      AgentLog.warn(
          "push-gateway="
              + url
              + ": does not work ("
              + cause
              + "): what it does not get counts in tacho_push_failures_total. See"
              + " docs/configuration.md.");
    }
  }
}

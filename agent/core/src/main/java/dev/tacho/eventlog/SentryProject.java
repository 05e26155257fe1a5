package dev.tacho.eventlog;

import dev.tacho.metrics.AppInfo;
import io.sentry.Hint;
import io.sentry.ITransportFactory;
import io.sentry.RequestDetails;
import io.sentry.SentryClient;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryId;
import io.sentry.transport.ITransport;
import java.io.IOException;
import java.util.Arrays;
import java.util.Date;

/**
 * Makes records events of a Sentry project, by Sentry's own client. Of that it takes the client
 * alone, not {@code Sentry.init}: nothing global is set, no handler or hook registered, no setting
 * of the application's own Sentry read, nothing told that is not in the record.
 */
final class SentryProject implements AlertSink.Channel {
  private final String dsn;
  private final AppInfo app;

  /** Both null until first used. */
  private SentryClient client;

  private SentryTransport transport;

  SentryProject(String dsn, AppInfo app) {
    this.dsn = dsn;
    this.app = app;
  }

  @Override
  public void send(Event event) throws IOException {
    if (client == null) {
      client = connect();
    }
    SentryId id = client.captureEvent(sentryEvent(event), null, new Hint());
    transport.checkDelivered(id);
  }

  private SentryClient connect() {
    final SentryOptions options = SentryOptions.empty(); // has no handlers, hooks and processors
    options.setDsn(dsn);
    options.setSentryClientName("tacho");
    options.setTransportFactory(
        new ITransportFactory() {
          @Override
          public ITransport create(SentryOptions ignored, RequestDetails request) {
            transport = new SentryTransport(options.getSerializer(), request);
            return transport;
          }
        });
    return new SentryClient(options);
  }

  @SuppressWarnings("JavaUtilDate") // Sentry's constructor takes nothing else
  private SentryEvent sentryEvent(Event event) {
    SentryEvent result = new SentryEvent(new Date(event.timestampMillis));
    result.setLevel(SentryLevel.ERROR);
    result.setPlatform("java");
    result.setLogger("tacho");
    Message message = new Message();
    message.setFormatted(
        "Critical query: " + event.operation + " " + event.collection + " (" + event.system + ")");
    result.setMessage(message);
    result.setFingerprints(Arrays.asList(event.kind.label, String.valueOf(event.statementHash)));
    result.setTransaction(event.route);
    result.setRelease(app.version().isEmpty() ? null : app.name() + '@' + app.version());
    result.setEnvironment(app.environment().isEmpty() ? null : app.environment());
    tag(result, "app", app.name());
    tag(result, "kind", event.kind.label);
    tag(result, "system", event.system);
    tag(result, "operation", event.operation);
    tag(result, "collection", event.collection);
    tag(result, "statement_hash", event.statementHash);
    tag(result, "pool", event.pool);
    tag(result, "request_id", event.requestId);
    tag(result, "trace_id", event.traceId);
    result.setExtra("duration_seconds", event.durationNanos / 1e9);
    result.setExtra("threshold_seconds", event.thresholdNanos / 1e9);
    extra(result, "statement", event.statement);
    extra(result, "thread", event.thread);
    extra(result, "frames", event.frames == null ? null : Arrays.asList(event.frames));
    return result;
  }

  private static void tag(SentryEvent event, String name, String value) {
    if (value != null) {
      event.setTag(name, value);
    }
  }

  private static void extra(SentryEvent event, String name, Object value) {
    if (value != null) {
      event.setExtra(name, value);
    }
  }
}

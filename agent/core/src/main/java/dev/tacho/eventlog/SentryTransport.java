package dev.tacho.eventlog;

import io.sentry.Hint;
import io.sentry.ISerializer;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.protocol.SentryId;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends with {@link HttpPost}, on the thread that calls. Sentry's own transport starts threads that
 * wait for conditions, follows redirects and says of no event whether it arrived.
 */
final class SentryTransport implements ITransport {
  private final ISerializer serializer;
  private final HttpPost post;

  /** How the last one ended; the client keeps exceptions to itself. */
  private boolean delivered;

  private IOException failure;

  SentryTransport(ISerializer serializer, RequestDetails request) {
    Map<String, String> headers = new HashMap<>(request.getHeaders());
    headers.put("Content-Type", "application/x-sentry-envelope");
    this.serializer = serializer;
    this.post = new HttpPost(request.getUrl(), headers);
  }

  @Override
  public void send(SentryEnvelope envelope, Hint hint) throws IOException {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
      serializer.serialize(envelope, body);
      post.send(body.toByteArray());
      delivered = true;
    } catch (IOException unreachable) {
      failure = unreachable;
    } catch (Exception unwritable) {
      failure = new IOException(unwritable);
    }
  }

  /**
   * @throws IOException unless the last event was sent and taken
   */
  void checkDelivered(SentryId id) throws IOException {
    IOException failed = failure;
    boolean arrived = delivered;
    failure = null;
    delivered = false;
    if (failed != null) {
      throw failed;
    }
    if (!arrived) {
      throw new IOException("Sentry's client did not send " + id);
    }
  }

  @Override
  public void flush(long timeoutMillis) {
    // Nothing waits in here.
  }

  @Override
  public RateLimiter getRateLimiter() {
    return null; // the agent has a limit of its own
  }

  @Override
  public void close(boolean isRestarting) {
    // As long as the JVM runs it is open.
  }

  @Override
  public void close() {
    close(false);
  }
}

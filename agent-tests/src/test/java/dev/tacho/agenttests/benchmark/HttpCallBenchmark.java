package dev.tacho.agenttests.benchmark;

import com.acme.http.NoOpClient;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One {@code send} of a client without a network: alone, and measured until the head is there. By
 * hand that is a body handler in front of the application's, and what to do about a failure: for a
 * call whose operation is known there (cached), and for any call, as an interceptor would do it,
 * with peer and operation from the request (lookup).
 */
@State(Scope.Benchmark)
public class HttpCallBenchmark {
  private static final String[] LABELS = {"peer_service", "operation", "status_code"};
  private static final String PEER = "api.example.com";
  private static final String OPERATION = "GET /v1/charges/{id}";
  private static final double SLOW_SECONDS = 1;
  private static final Pattern NUMBER = Pattern.compile("\\b\\d+\\b");

  private final Histogram durations =
      Library.histogram(
          "external_api_duration_seconds",
          new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10},
          LABELS);
  private final Counter requests = Library.counter("external_api_requests", LABELS);
  private final CounterDataPoint slow =
      Library.counter("external_api_slow_requests", "peer_service", "operation")
          .labelValues(PEER, OPERATION);
  private final Counter errors = Library.counter("external_api_errors", "peer_service", "error");
  private final DistributionDataPoint okDuration = durations.labelValues(PEER, OPERATION, "200");
  private final CounterDataPoint ok = requests.labelValues(PEER, OPERATION, "200");

  private final HttpRequest request =
      HttpRequest.newBuilder(URI.create("https://api.example.com/v1/charges/4711")).build();
  private final HttpResponse.BodySubscriber<String> body =
      HttpResponse.BodySubscribers.replacing("body");
  private final HttpResponse.BodyHandler<String> handler = head -> body;
  private final NoOpClient client = new NoOpClient();

  /** The same client, woven. */
  @State(Scope.Benchmark)
  public static class Woven {
    BiFunction<HttpRequest, HttpResponse.BodyHandler<String>, HttpResponse<String>> client;

    @Setup
    public void weave(WovenHttpClient agent) {
      client = agent.client();
    }
  }

  @Benchmark
  public HttpResponse<String> alone() {
    return client.apply(request, handler);
  }

  @Benchmark
  public HttpResponse<String> tacho(Woven woven) {
    return woven.client.apply(request, handler);
  }

  @Benchmark
  public HttpResponse<String> handWrittenCached() {
    long startNanos = System.nanoTime();
    return send(
        head -> {
          double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
          if (head.statusCode() == 200) {
            okDuration.observe(seconds);
            ok.inc();
          } else {
            record(PEER, OPERATION, head.statusCode(), seconds);
          }
          countSlow(seconds);
          return handler.apply(head);
        });
  }

  @Benchmark
  public HttpResponse<String> handWrittenLookup() {
    long startNanos = System.nanoTime();
    return send(
        head -> {
          double seconds = (System.nanoTime() - startNanos) / Library.NANOS_PER_SECOND;
          record(
              request.uri().getHost(),
              request.method()
                  + ' '
                  + NUMBER.matcher(request.uri().getRawPath()).replaceAll("{id}"),
              head.statusCode(),
              seconds);
          countSlow(seconds);
          return handler.apply(head);
        });
  }

  private HttpResponse<String> send(HttpResponse.BodyHandler<String> timed) {
    try {
      return client.apply(request, timed);
    } catch (RuntimeException e) {
      errors.labelValues(PEER, e.getClass().getSimpleName()).inc();
      throw e;
    }
  }

  private void record(String peer, String operation, int status, double seconds) {
    String code = Integer.toString(status);
    durations.labelValues(peer, operation, code).observe(seconds);
    requests.labelValues(peer, operation, code).inc();
  }

  private void countSlow(double seconds) {
    if (seconds > SLOW_SECONDS) {
      slow.inc();
    }
  }
}

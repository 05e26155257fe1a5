package dev.tacho.agenttests.http;

import java.net.URI;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/** Spring's {@code RestTemplate} on a client, by what Spring 5 to 7 have. */
abstract class RestTemplateAdapter implements HttpAdapter {
  /** A factory of requests that wait {@code timeoutMillis} for their answer, 0 for ever. */
  abstract ClientHttpRequestFactory requests(int timeoutMillis) throws Exception;

  @Override
  public PendingCall start(OutboundCall call) {
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        return send(call);
      }

      @Override
      public void cancel() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private Answer send(OutboundCall call) throws Exception {
    ResponseEntity<String> answer =
        new RestTemplate(requests(call.timeoutMillis))
            .exchange(
                URI.create(call.url),
                HttpMethod.valueOf(call.method),
                new HttpEntity<>(call.body),
                String.class);
    return answer(answer);
  }

  static Answer answer(ResponseEntity<?> answer) throws ReflectiveOperationException {
    return new Answer(status(answer), (String) answer.getBody())
        .fact("headers", answer.getHeaders());
  }

  /** Its type differs from version to version; its text starts with the number in all. */
  private static int status(ResponseEntity<?> answer) throws ReflectiveOperationException {
    Object status = ResponseEntity.class.getMethod("getStatusCode").invoke(answer);
    return Integer.parseInt(status.toString().substring(0, 3));
  }

  @Override
  public void close() throws Exception {
    // Ends when nothing refers to it any more.
  }
}

package dev.tacho.agenttests.http;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.http.HttpClient;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestTemplate;

/**
 * Spring's {@code RestClient} on the JDK's HTTP client. By reflection: it came with Spring 6.1,
 * which needs a newer Java than what this is compiled for.
 */
public final class RestClientJavaHttp implements HttpAdapter {
  private static final String API = "org.springframework.web.client.RestClient";

  private final HttpClient client = JavaHttpAdapter.newClient();

  @Override
  public PendingCall start(OutboundCall call) {
    return new PendingCall() {
      @Override
      public Answer await() throws Exception {
        try {
          return send(call);
        } catch (InvocationTargetException e) {
          throw (Exception) e.getCause();
        }
      }

      @Override
      public void cancel() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private Answer send(OutboundCall call) throws Exception {
    RestTemplate settings =
        new RestTemplate(RestTemplateJavaHttp.requests(client, call.timeoutMillis));
    Class<?> restClient = Class.forName(API);
    Object spec = restClient.getMethod("create", RestTemplate.class).invoke(null, settings);
    spec =
        restClient
            .getMethod("method", HttpMethod.class)
            .invoke(spec, HttpMethod.valueOf(call.method));
    spec =
        Class.forName(API + "$UriSpec")
            .getMethod("uri", URI.class)
            .invoke(spec, URI.create(call.url));
    if (call.body != null) {
      spec =
          Class.forName(API + "$RequestBodySpec")
              .getMethod("body", Object.class)
              .invoke(spec, call.body);
    }
    spec = Class.forName(API + "$RequestHeadersSpec").getMethod("retrieve").invoke(spec);
    ResponseEntity<?> answer =
        (ResponseEntity<?>)
            Class.forName(API + "$ResponseSpec")
                .getMethod("toEntity", Class.class)
                .invoke(spec, String.class);
    return RestTemplateAdapter.answer(answer);
  }

  @Override
  public void close() {
    // Ends when nothing refers to it any more.
  }
}

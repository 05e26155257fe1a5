package dev.tacho.endpoint;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the metrics library's scrape handler make an answer, which is sent when it is complete: who
 * takes it slowly keeps the answer, and not what it was made from. Of one thread.
 */
final class ScrapeExchange implements PrometheusHttpExchange {
  private static final String NAMES = "name[]";

  private final RequestHead request;
  private final List<String> names;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private int status;
  private Body body;

  /**
   * @throws IllegalArgumentException if the query cannot be decoded
   */
  ScrapeExchange(RequestHead request) {
    this.request = request;
    this.names = request.parameters(NAMES);
  }

  /** What the handler has answered. */
  Response response() {
    Response response = body.toResponse(status);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      response.with(field.getKey(), field.getValue());
    }
    return response;
  }

  @Override
  public PrometheusHttpRequest getRequest() {
    return new PrometheusHttpRequest() {
      @Override
      public String getQueryString() {
        return request.query();
      }

      /** Of the others the handler knows one for debugging, and repeats what it does not know. */
      @Override
      public String[] getParameterValues(String name) {
        return NAMES.equals(name) && !names.isEmpty() ? names.toArray(new String[0]) : null;
      }

      @Override
      public String getParameter(String name) {
        String[] values = getParameterValues(name);
        return values == null ? null : values[0];
      }

      @Override
      public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(request.all(name));
      }

      /** The answer to HEAD is that to GET, and loses its body when it is sent. */
      @Override
      public String getMethod() {
        return "GET";
      }

      @Override
      public String getRequestPath() {
        return request.path();
      }
    };
  }

  @Override
  public PrometheusHttpResponse getResponse() {
    return new PrometheusHttpResponse() {
      @Override
      public void setHeader(String name, String value) {
        if (!name.equalsIgnoreCase("Content-Length")) { // each answer has it
          fields.put(name, value);
        }
      }

      @Override
      public OutputStream sendHeadersAndGetBody(int statusCode, int contentLength) {
        status = statusCode;
        body = new Body(contentLength);
        return body;
      }
    };
  }

  @Override
  public void handleException(IOException impossible) {
    throw new IllegalStateException(impossible); // all is in memory
  }

  @Override
  public void handleException(RuntimeException e) {
    throw e;
  }

  @Override
  public void close() {}

  /** Gives away the array it has filled. */
  private static final class Body extends ByteArrayOutputStream {
    Body(int expectedBytes) {
      super(Math.max(expectedBytes, 1024));
    }

    Response toResponse(int status) {
      return Response.of(status, buf, count);
    }
  }
}

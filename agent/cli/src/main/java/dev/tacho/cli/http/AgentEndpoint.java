package dev.tacho.cli.http;

import dev.tacho.cli.UsageException;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.summary.ScrapeTimes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URL;

/** The pages of an agent somewhere. */
public final class AgentEndpoint {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 20_000;
  private static final int MAX_BYTES = 64 << 20;

  private static final String METRICS = "/metrics";
  private static final String SUMMARY = "/summary";

  private final String metricsUrl;
  private final Access access;

  private AgentEndpoint(String metricsUrl, Access access) {
    this.metricsUrl = metricsUrl;
    this.access = access;
  }

  /** Whether it is an address, and not a file. */
  public static boolean isUrl(String text) {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  /**
   * The endpoint at an address: of its metrics, of its summary, or of the host alone.
   *
   * @throws UsageException if {@code url} is none
   */
  public static AgentEndpoint at(String url, Access access) {
    try {
      URL parsed = new URL(url);
      if (!isUrl(url) || parsed.getHost().isEmpty() || parsed.getUserInfo() != null) {
        throw new MalformedURLException();
      }
      String base = url.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
      if (parsed.getPath().replace("/", "").isEmpty()) {
        base += METRICS;
      } else if (base.endsWith(SUMMARY)) {
        base = base.substring(0, base.length() - SUMMARY.length());
      }
      return new AgentEndpoint(base, access);
    } catch (MalformedURLException none) {
      throw new UsageException(
          url + ": expected a URL such as http://localhost:9464, without user and password.");
    }
  }

  public String metricsUrl() {
    return metricsUrl;
  }

  public String summaryUrl() {
    return metricsUrl + SUMMARY;
  }

  /** The metrics as text. */
  public Answer metrics() throws IOException {
    return get(metricsUrl);
  }

  public Answer summary() throws IOException {
    return get(summaryUrl());
  }

  private Answer get(String url) throws IOException {
    long startNanos = System.nanoTime();
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false); // credentials stay where they belong
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", "text/plain, application/json");
    // So that the endpoint does not take this for a scrape.
    connection.setRequestProperty(
        "User-Agent", ScrapeTimes.DOCTOR + '/' + BuildInfo.read().version);
    access.applyTo(connection);
    try {
      int status = connection.getResponseCode();
      InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      byte[] body = in == null ? new byte[0] : read(url, in);
      return new Answer(status, body, connection.getDate(), System.nanoTime() - startNanos);
    } finally {
      connection.disconnect();
    }
  }

  private static byte[] read(String url, InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      body.write(buffer, 0, read);
      if (body.size() > MAX_BYTES) {
        throw new IOException(url + ": expected no more than 64 MB");
      }
    }
    return body.toByteArray();
  }
}

package club;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import redis.clients.jedis.Jedis;

/**
 * The application in this JVM, with a Redis of its own. One at a time: it is configured by system
 * properties.
 */
final class ClubWithRedis implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalRedis redis;
  private final ClubApp app;

  private ClubWithRedis(LocalRedis redis, ClubApp app) {
    this.redis = redis;
    this.app = app;
  }

  /** Starts both; Redis runs in {@code directory}. */
  static ClubWithRedis start(Path directory, String jdbcUrl, String... options) throws Exception {
    LocalRedis redis = LocalRedis.start(directory);
    System.setProperty("REDIS_URL", redis.url());
    System.setProperty("JDBC_URL", jdbcUrl);
    return new ClubWithRedis(redis, ClubApp.start(options));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  Jedis jedis() {
    return new Jedis(redis.url());
  }

  @Override
  public void close() throws IOException {
    System.clearProperty("REDIS_URL");
    System.clearProperty("JDBC_URL");
    app.close();
    redis.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(app.address().resolve(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}

package club;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import redis.clients.jedis.JedisPooled;

/**
 * Does exactly what the request asks for and nothing else, for those who count: {@code queries} and
 * {@code failQueries} prepared statements, each on a connection of its own from the pool; {@code
 * gets} from Redis, of a key that exists only with {@code hit=true}; {@code calls} to the payment
 * provider. {@code status} sets the status of the answer, {@code throw=true} throws instead.
 */
final class WorkServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Database database;
  private final transient JedisPooled redis;
  private final transient Payments payments;

  WorkServlet(Database database, JedisPooled redis, Payments payments) {
    this.database = database;
    this.redis = redis;
    this.payments = payments;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int rows = query(number(request, "queries", 0));
    int failures = failQueries(number(request, "failQueries", 0));
    String key = isTrue(request, "hit") ? ClubApp.GREETING : "club:never-set";
    int hits = get(key, number(request, "gets", 0));
    int answers = call(number(request, "calls", 0));
    answers += callWithConnection(number(request, "heldCalls", 0));
    if (isTrue(request, "throw")) {
      throw new IllegalStateException("thrown on request");
    }
    Http.send(
        response,
        number(request, "status", HttpServletResponse.SC_OK),
        Map.of("rows", rows, "failures", failures, "hits", hits, "answers", answers));
  }

  private int query(int count) {
    int rows = 0;
    for (int i = 0; i < count; i++) {
      int id = 1 + i % Database.MEMBERS;
      rows += database.query("SELECT id, name, email FROM members WHERE id = ?", id).size();
    }
    return rows;
  }

  private int failQueries(int count) {
    int failures = 0;
    for (int i = 0; i < count; i++) {
      try {
        database.query("SELECT id / ? FROM members WHERE id = 1", 0);
      } catch (Database.QueryFailed e) {
        failures++;
      }
    }
    return failures;
  }

  private int get(String key, int count) {
    int hits = 0;
    for (int i = 0; i < count; i++) {
      if (redis.get(key) != null) {
        hits++;
      }
    }
    return hits;
  }

  private int call(int count) throws IOException {
    int answers = 0;
    for (int i = 0; i < count; i++) {
      if (payments.ping() == HttpServletResponse.SC_OK) {
        answers++;
      }
    }
    return answers;
  }

  private int callWithConnection(int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    try (Connection held = database.connection()) {
      int answers = call(count);
      return held.isClosed() ? 0 : answers;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static int number(HttpServletRequest request, String name, int fallback) {
    return Http.number(request.getParameter(name), fallback);
  }

  private static boolean isTrue(HttpServletRequest request, String name) {
    return Boolean.parseBoolean(request.getParameter(name));
  }
}

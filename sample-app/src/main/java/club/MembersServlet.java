package club;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import redis.clients.jedis.JedisPooled;

/** Members: a list, one by id through the cache, and new ones. */
final class MembersServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int CACHE_SECONDS = 30;

  private final transient Database database;
  private final transient JedisPooled redis;
  private final transient Faults faults;

  MembersServlet(Database database, JedisPooled redis, Faults faults) {
    this.database = database;
    this.redis = redis;
    this.faults = faults;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    if (path == null) {
      Http.send(
          response,
          HttpServletResponse.SC_OK,
          database.query(
              "SELECT id, name, active FROM members ORDER BY id FETCH FIRST 50 ROWS ONLY"));
      return;
    }
    int id = Http.number(path.substring(1), -1);
    String member = id < 0 ? null : member(id);
    if (member == null) {
      Http.sendError(response, HttpServletResponse.SC_NOT_FOUND, "no such member");
    } else {
      Http.sendJson(response, HttpServletResponse.SC_OK, member);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("name");
    String email = request.getParameter("email");
    if (name == null || email == null) {
      Http.sendError(response, HttpServletResponse.SC_BAD_REQUEST, "name and email are needed");
      return;
    }
    try {
      int id = database.insert("INSERT INTO members (name, email) VALUES (?, ?)", name, email);
      response.setHeader("Location", "/members/" + id);
      Http.send(response, HttpServletResponse.SC_CREATED, Map.of("id", id));
    } catch (Database.QueryFailed e) {
      if (!e.isDuplicate()) {
        throw e;
      }
      Http.sendError(response, HttpServletResponse.SC_CONFLICT, "email is taken");
    }
  }

  private String member(int id) {
    String key = key(id);
    String cached = redis.get(key);
    if (cached != null) {
      return cached;
    }
    var rows = database.query("SELECT id, name, email, active FROM members WHERE id = ?", id);
    if (rows.isEmpty()) {
      return null;
    }
    String member = Http.json(rows.get(0));
    redis.setex(key, CACHE_SECONDS, member);
    return member;
  }

  private String key(int id) {
    String key = "club:member:" + id;
    return faults.isOn(Fault.CACHE_MISSES) ? key + ":" + System.nanoTime() : key;
  }
}

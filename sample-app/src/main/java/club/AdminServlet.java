package club;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Administration: figures over all tables, and two ways to fail on purpose. */
final class AdminServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Database database;

  AdminServlet(Database database) {
    this.database = database;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    switch (path == null ? "" : path) {
      case "/stats" -> Http.send(response, HttpServletResponse.SC_OK, stats());
      case "/fail" -> throw new IllegalStateException("failed on purpose");
      case "/bad-query" -> insertDuplicate(response);
      default -> Http.sendError(response, HttpServletResponse.SC_NOT_FOUND, "no such page");
    }
  }

  private Map<String, Object> stats() {
    return Map.of(
        "members",
        database.query("SELECT active, COUNT(*) AS members FROM members GROUP BY active"),
        "events",
        database.query("SELECT COUNT(*) AS events, MAX(held_on) AS latest FROM events"),
        "attendances",
        database.query(
            "SELECT event_id, COUNT(*) AS members FROM attendances GROUP BY event_id"
                + " ORDER BY members DESC, event_id FETCH FIRST 3 ROWS ONLY"),
        "payments",
        database.query("SELECT COUNT(*) AS payments, AVG(amount) AS average FROM payments"));
  }

  private void insertDuplicate(HttpServletResponse response) throws IOException {
    try {
      database.insert(
          "INSERT INTO members (name, email) VALUES (?, ?)", "Ada Abel", "member1@club.example");
    } catch (Database.QueryFailed e) {
      if (!e.isDuplicate()) {
        throw e;
      }
      Http.sendError(response, HttpServletResponse.SC_CONFLICT, e.getCause().getMessage());
    }
  }
}

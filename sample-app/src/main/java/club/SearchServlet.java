package club;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/** Searches the members by a part of their name; one or two letters make a slow query. */
final class SearchServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final String SEARCH =
      "SELECT id, name FROM members WHERE LOWER(name) LIKE ? ORDER BY name, id"
          + " FETCH FIRST 20 ROWS ONLY";

  // Stands for the ranking that so many matches would need; what counts is the work it makes.
  private static final String RANKED_SEARCH =
      "SELECT id, name FROM members WHERE LOWER(name) LIKE ?"
          + " AND id < (SELECT COUNT(*) FROM numbers a CROSS JOIN numbers b"
          + " WHERE MOD(a.n * b.n, 97) < 48) ORDER BY name, id FETCH FIRST 20 ROWS ONLY";

  private final transient Database database;
  private final transient Faults faults;

  SearchServlet(Database database, Faults faults) {
    this.database = database;
    this.faults = faults;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String text = request.getParameter("q");
    if (text == null || text.isBlank()) {
      Http.sendError(response, HttpServletResponse.SC_BAD_REQUEST, "q is needed");
      return;
    }
    boolean expensive = text.length() < 3 || faults.isOn(Fault.SLOW_QUERY);
    String sql = expensive ? RANKED_SEARCH : SEARCH;
    String pattern = "%" + text.toLowerCase(Locale.ROOT) + "%";
    Http.send(response, HttpServletResponse.SC_OK, database.query(sql, pattern));
  }
}

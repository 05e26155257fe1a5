package club;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Events: a list, one by id, and all of them with their attendees. */
final class EventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Database database;

  EventsServlet(Database database) {
    this.database = database;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    if (path == null) {
      Http.send(response, HttpServletResponse.SC_OK, events());
    } else if (path.equals("/with-attendees")) {
      Http.send(response, HttpServletResponse.SC_OK, eventsWithAttendees());
    } else {
      sendEvent(Http.number(path.substring(1), -1), response);
    }
  }

  private List<Map<String, Object>> events() {
    return database.query("SELECT id, title, held_on FROM events ORDER BY held_on, id");
  }

  /** One query for each event where a join would do: the mistake that is to be seen here. */
  private List<Map<String, Object>> eventsWithAttendees() {
    List<Map<String, Object>> events = events();
    for (Map<String, Object> event : events) {
      event.put(
          "attendees",
          database.query(
              "SELECT m.id, m.name FROM attendances a JOIN members m ON m.id = a.member_id"
                  + " WHERE a.event_id = ? ORDER BY m.id",
              event.get("id")));
    }
    return events;
  }

  private void sendEvent(int id, HttpServletResponse response) throws IOException {
    List<Map<String, Object>> rows =
        id < 0
            ? List.of()
            : database.query("SELECT id, title, held_on FROM events WHERE id = ?", id);
    if (rows.isEmpty()) {
      Http.sendError(response, HttpServletResponse.SC_NOT_FOUND, "no such event");
    } else {
      Http.send(response, HttpServletResponse.SC_OK, rows.get(0));
    }
  }
}

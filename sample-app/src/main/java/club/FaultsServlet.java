package club;

import static java.util.stream.Collectors.joining;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists the faults, and switches one: {@code POST /faults/latency?on=true}. */
final class FaultsServlet extends HttpServlet {
  static final String PATH = "/faults";

  private static final long serialVersionUID = 1L;

  private final transient Faults faults;

  FaultsServlet(Faults faults) {
    this.faults = faults;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Boolean> all = new LinkedHashMap<>();
    for (Fault fault : Fault.values()) {
      all.put(fault.path(), faults.isOn(fault));
    }
    Http.send(response, HttpServletResponse.SC_OK, all);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Fault fault = fault(request.getPathInfo());
    String on = request.getParameter("on");
    if (fault == null) {
      String known = Arrays.stream(Fault.values()).map(Fault::path).collect(joining(", "));
      Http.sendError(
          response, HttpServletResponse.SC_NOT_FOUND, "no such fault; there are " + known);
    } else if (!"true".equals(on) && !"false".equals(on)) {
      Http.sendError(response, HttpServletResponse.SC_BAD_REQUEST, "on=true or on=false is needed");
    } else {
      switchTo(fault, Boolean.parseBoolean(on), response);
    }
  }

  private void switchTo(Fault fault, boolean on, HttpServletResponse response) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader contexts = thread.getContextClassLoader();
    // Threads that start here inherit it, and Tomcat would take them for leaks of this context.
    thread.setContextClassLoader(ClubApp.class.getClassLoader());
    try {
      faults.set(fault, on);
      Http.send(response, HttpServletResponse.SC_OK, Map.of(fault.path(), on));
    } catch (Exception e) {
      Http.sendError(response, HttpServletResponse.SC_CONFLICT, e.toString());
    } finally {
      thread.setContextClassLoader(contexts);
    }
  }

  /** Null if there is none of that name. */
  private static Fault fault(String pathInfo) {
    for (Fault fault : Fault.values()) {
      if (("/" + fault.path()).equals(pathInfo)) {
        return fault;
      }
    }
    return null;
  }
}

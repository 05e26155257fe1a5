package club;

import static java.util.stream.Collectors.joining;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the servlets share: reading numbers and answering in JSON. */
final class Http {
  private Http() {}

  /** The number that {@code text} is, or {@code fallback} if it is none. */
  static int number(String text, int fallback) {
    return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : fallback;
  }

  static void send(HttpServletResponse response, int status, Object value) throws IOException {
    sendJson(response, status, json(value));
  }

  static void sendError(HttpServletResponse response, int status, String reason)
      throws IOException {
    send(response, status, Map.of("error", reason));
  }

  static void sendJson(HttpServletResponse response, int status, String json) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(json);
  }

  static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
          .collect(joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Http::json).collect(joining(",", "[", "]"));
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    return quote(value.toString());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

package dev.tacho.endpoint;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in front of a request's body: its line and its header fields, as RFC 9112 has them. A
 * lone line feed ends a line, too; folded lines, and characters that have no place in a head, are
 * refused. Immutable.
 */
final class RequestHead {
  private static final String HTTP = "HTTP/";
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String method;
  private final String path;
  private final String query;
  private final boolean persistentByDefault;
  private final List<String> names;
  private final List<String> values;

  private RequestHead(
      String method,
      String target,
      boolean persistentByDefault,
      List<String> names,
      List<String> values) {
    int question = target.indexOf('?');
    this.method = method;
    this.path = question < 0 ? target : target.substring(0, question);
    this.query = question < 0 ? null : target.substring(question + 1);
    this.persistentByDefault = persistentByDefault;
    this.names = names;
    this.values = values;
  }

  /** Reads a head: its lines, without the line feed of the last one. */
  static RequestHead parse(byte[] bytes, int from, int to) throws BadRequest {
    // Each byte is a character, so that none is lost and none becomes another.
    String[] lines =
        new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).split("\n", -1);
    String[] parts = withoutReturn(lines[0]).split(" ", -1);
    if (parts.length != 3 || !isToken(parts[0])) {
      throw malformed("The request line is not METHOD PATH HTTP/1.1.");
    }
    boolean persistentByDefault = isVersion11(parts[2]);
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      addField(withoutReturn(lines[i]), names, values);
    }
    RequestHead head =
        new RequestHead(parts[0], originForm(parts[1]), persistentByDefault, names, values);
    int hosts = head.all("host").size();
    if (hosts > 1 || (hosts == 0 && persistentByDefault)) {
      throw malformed("A request has one Host.");
    }
    head.checkLength();
    return head;
  }

  private static String withoutReturn(String line) throws BadRequest {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (text.indexOf('\r') >= 0) {
      throw malformed("A carriage return stands within a line.");
    }
    return text;
  }

  /** Whether the version is 1.1, or one that is to be treated so; false for 1.0. */
  private static boolean isVersion11(String version) throws BadRequest {
    boolean wellFormed =
        version.length() == HTTP.length() + 3
            && version.startsWith(HTTP)
            && isDigit(version.charAt(5))
            && version.charAt(6) == '.'
            && isDigit(version.charAt(7));
    if (!wellFormed) {
      throw malformed("The request line is not METHOD PATH HTTP/1.1.");
    }
    if (version.charAt(5) != '1') {
      throw new BadRequest(BadRequest.OTHER_VERSION, "Only HTTP/1.1 and HTTP/1.0 are answered.");
    }
    return version.charAt(7) != '0';
  }

  /** The path and query of a target; a proxy's absolute form loses its scheme and host. */
  private static String originForm(String target) throws BadRequest {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        throw malformed("The path has characters that must be encoded.");
      }
    }
    if (target.startsWith("/") || target.equals("*")) {
      return target;
    }
    int host = target.indexOf("://");
    if (host <= 0 || target.indexOf('/') < host) {
      throw malformed("The path does not start with a slash.");
    }
    int path = target.indexOf('/', host + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  private static void addField(String line, List<String> names, List<String> values)
      throws BadRequest {
    int colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.substring(0, colon))) {
      throw malformed("A header field is not NAME: VALUE.");
    }
    names.add(line.substring(0, colon));
    values.add(line.substring(colon + 1).trim());
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !isDigit(c) && TOKEN_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void checkLength() throws BadRequest {
    for (String length : all("content-length")) {
      if (!length.matches("[0-9]{1,18}")) {
        throw malformed("Content-Length is not a number.");
      }
    }
  }

  private static BadRequest malformed(String text) {
    return new BadRequest(BadRequest.MALFORMED, text);
  }

  String method() {
    return method;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** As it was sent: nothing is decoded, no dots are taken away. */
  String path() {
    return path;
  }

  /** As it was sent; null if there was none. */
  String query() {
    return query;
  }

  /** All values of a header field, whose name may be written in any case. */
  List<String> all(String name) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  /** The first value of a header field; null if there is none. */
  String first(String name) {
    List<String> found = all(name);
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * All values of a parameter of the query, decoded.
   *
   * @throws IllegalArgumentException if one cannot be
   */
  List<String> parameters(String name) {
    List<String> found = new ArrayList<>();
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        int equals = parameter.indexOf('=');
        if (equals > 0 && decoded(parameter.substring(0, equals)).equals(name)) {
          found.add(decoded(parameter.substring(equals + 1)));
        }
      }
    }
    return found;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, "UTF-8");
    } catch (UnsupportedEncodingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Whether bytes follow that belong to this request. */
  boolean hasBody() {
    for (String length : all("content-length")) {
      if (!length.matches("0+")) {
        return true;
      }
    }
    return !all("transfer-encoding").isEmpty();
  }

  /** Whether the client may send a further request on its connection. */
  boolean isPersistent() {
    for (String options : all("connection")) {
      for (String option : options.split(",", -1)) {
        if (option.trim().equalsIgnoreCase("close")) {
          return false;
        }
      }
    }
    return persistentByDefault;
  }
}

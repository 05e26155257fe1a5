package dev.tacho.metrics;

/** Puts routes together from what frameworks declare. */
public final class RouteTemplate {
  private static final char SEPARATOR = '/';

  private RouteTemplate() {}

  /** Whether a template says more than "everything". */
  public static boolean declares(String template) {
    return !template.equals("/**") && !template.equals("/*") && !template.equals("**");
  }

  /** Joins two parts of a path by exactly one slash; nothing and a mere slash add nothing. */
  public static String join(String parent, String child) {
    if (parent.isEmpty()) {
      return child;
    }
    if (child.isEmpty() || child.equals("/")) {
      return parent;
    }
    boolean parentEnds = parent.charAt(parent.length() - 1) == SEPARATOR;
    boolean childBegins = child.charAt(0) == SEPARATOR;
    if (parentEnds && childBegins) {
      return parent.concat(child.substring(1));
    }
    return parentEnds || childBegins ? parent.concat(child) : parent + SEPARATOR + child;
  }

  /**
   * The label of a route that is declared in three parts. It begins with a slash, and variables are
   * without the pattern that they have to match: <code>{id}</code> for <code>{id: \d{4}}</code>.
   */
  static String label(String contextPath, String servletPath, String template) {
    return label(join(join(contextPath, servletPath), template));
  }

  private static String label(String template) {
    StringBuilder label = new StringBuilder(template.length() + 1);
    if (template.isEmpty() || template.charAt(0) != SEPARATOR) {
      label.append(SEPARATOR);
    }
    int depth = 0;
    boolean inPattern = false;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
        inPattern &= depth > 0;
      } else if (c == ':' && depth == 1) {
        inPattern = true;
      }
      boolean blank = depth > 0 && c == ' ';
      if (!inPattern && !blank) {
        label.append(c);
      }
    }
    return label.toString();
  }
}

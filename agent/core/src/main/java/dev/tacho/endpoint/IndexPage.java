package dev.tacho.endpoint;

import java.nio.charset.StandardCharsets;

/** What a person finds at {@code /}: links, without scripts and styles. */
final class IndexPage {
  private IndexPage() {}

  /**
   * @param metrics the path of the metrics, whose characters need no escape
   */
  static byte[] body(String metrics, String version) {
    String page =
        "<!DOCTYPE html>\n"
            + "<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tacho</title></head>\n"
            + "<body><h1>Tacho "
            + escaped(version)
            + "</h1>\n<ul>\n"
            + item(metrics, "metrics")
            + item(metrics + "/summary", "summary")
            + item(metrics + "/statements", "statements")
            + item("/-/healthy", "healthy")
            + item("/-/ready", "ready")
            + "</ul></body></html>\n";
    return page.getBytes(StandardCharsets.UTF_8);
  }

  private static String item(String path, String text) {
    return "<li><a href=\"" + path + "\">" + text + "</a></li>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

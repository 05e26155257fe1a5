package dev.tacho.agenttests.containers;

import java.util.ArrayList;
import java.util.List;

/**
 * What scanners, broken clients and attackers send.
 *
 * @param bytes the request, each character a byte
 */
record HostileRequest(String name, String bytes) {
  private static final String[] IDS = {
    "",
    " ",
    "a\r\n Set-Cookie: stolen=1", // one header in two lines, as it was allowed once
    "a\r\n\tSet-Cookie: stolen=1",
    "a\nSet-Cookie: stolen=1",
    "a\rSet-Cookie: stolen=1",
    "a\0b",
    "a\u001b[31mb\u0007",
    "a\u007fb",
    "a%0d%0aSet-Cookie:%20stolen=1",
    "a\\r\\nb",
    "\"} 1\\n# TYPE stolen counter\\nstolen 1",
    "\"",
    "\\",
    "<script>alert(1)</script>",
    "${jndi:ldap://127.0.0.1/a}",
    "%s%n%d{}",
    "\u00e4\u00f6\u00fc",
    "\u00c3\u00a4", // valid UTF-8
    "\u00c0\u008a", // a line feed, overlong
    "\u00e2\u0080\u00a8", // a line separator
    "a, b",
    "a\r\nX-Request-ID: b",
    "a".repeat(128),
    "a".repeat(129),
    "a".repeat(4_000),
    "a".repeat(10_000),
  };

  private static final String[] METHODS = {
    "FOO",
    "get",
    "TRACE",
    "_OTHER",
    "X".repeat(1_000),
    "X".repeat(10_000),
    "G\"T",
    "G\\T",
    "G\0T",
    "G\tT",
    "G\u001bT",
    "G\u00c3\u00a4T",
    "{method=\"GET\"}",
    "!#$%&'*+-.^_`|~",
  };

  private static final String[] PATHS = {
    "/shop/members/%00",
    "/shop/members/\0",
    "/shop/members/%0d%0aSet-Cookie:%20stolen=1",
    "/shop/members/%22%7d%201%0astolen%201",
    "/shop/members/\"}",
    "/shop/members/\\",
    "/shop/members/%5c",
    "/shop/members/%FF%FE",
    "/shop/members/\u00ff\u00fe",
    "/shop/members/%C3%A4",
    "/shop/members/\u00c3\u00a4",
    "/shop/members/%c0%af..",
    "/shop/members/\u00c0\u00af..",
    "/shop/members/%E2%80%A8",
    "/shop/members/%ED%A0%80", // half of a surrogate pair
    "/shop/members/%",
    "/shop/members/%zz",
    "/shop/members/%2e%2e/hello",
    "/shop/members/..;/hello",
    "/shop/..;/..;/..;/etc/passwd",
    "/shop/../../../../etc/passwd",
    "/shop/%2e%2e/%2e%2e/etc/passwd",
    "/shop//hello",
    "//shop/hello",
    "//shop//hello",
    "///",
    "/shop/./hello",
    "/shop/hello;jsessionid=0123456789ABCDEF",
    "/shop/hello;a=\"b\\c\"",
    "/shop/hello;a=%0a",
    "/shop;a=b/hello",
    "/;a=b/shop/hello",
    "/%73hop/hello",
    "/shop%2fhello",
    "/shop/%68ello",
    "/shop/hello?a=\"b\\&c=%0a%00",
    "/shop/hello?" + "a=b&".repeat(1_000),
    "/shop/hello#fragment",
    "/shop/hello HTTP/1.1\r\nX: y",
    "\\shop\\hello",
    "shop/hello",
    "",
    "*",
    "?",
    "/shop/" + "a/".repeat(3_000),
    "/shop/" + "%61".repeat(2_000),
    "/shop/" + "a".repeat(100_000),
    "/unknown/\"}\\%0a",
    "/",
  };

  private static final String[] REQUEST_LINES = {
    "OPTIONS * HTTP/1.1",
    "OPTIONS /shop/hello HTTP/1.1",
    "CONNECT localhost:443 HTTP/1.1",
    "CONNECT /shop/hello HTTP/1.1",
    "GET http://other.example/shop/hello HTTP/1.1",
    "GET http://other.example HTTP/1.1",
    "GET http://user:pass@other.example:99999/shop/hello HTTP/1.1",
    "GET HTTP://\"\\/shop/hello HTTP/1.1",
    "GET javascript:alert(1) HTTP/1.1",
    "GET /shop/hello HTTP/1.0",
    "GET /shop/hello HTTP/0.9",
    "GET /shop/hello HTTP/2.0",
    "GET /shop/hello HTTP/9.9",
    "GET /shop/hello",
    "GET",
    "GET  /shop/hello  HTTP/1.1",
    " GET /shop/hello HTTP/1.1",
    "POST /shop/hello HTTP/1.1",
  };

  private static final String[] HEADERS = {
    "Host: \r\n",
    "Host: other.example\r\n",
    "Host: \"}\\\r\n",
    "Host: a\0b\r\n",
    "Host: " + "a".repeat(4_000) + "\r\n",
    "No colon\r\n",
    "Space before : colon\r\n",
    ": no name\r\n",
    "N\0ame: value\r\n",
    "Content-Length: -1\r\n",
    "Content-Length: 99999999999999999999\r\n",
    "Content-Length: 4\r\nContent-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
    "Transfer-Encoding: identity, chunked, gzip\r\n",
    "Expect: 200-maybe\r\n",
    "Cookie: a=\"\\\"; $Version=1; \u00c3\u00a4=\0\r\n",
    "Range: bytes=-1,-2,-3-,9999999999999999999-\r\n",
    "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAA\r\n",
    "X-Forwarded-For: \"}\\\r\nForwarded: for=\"_\\\"\"\r\n",
    "A: b\r\n".repeat(90),
    "A: b\r\n".repeat(300),
    ("A: " + "b".repeat(1_000) + "\r\n").repeat(100),
  };

  private static final String[] NO_REQUESTS = {
    "",
    "\r\n\r\n\r\n",
    "\0\0\0\0",
    "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003", // TLS
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "POST /shop/hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc",
    "POST /shop/hello HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    // two in one go, the second behind a body that the servlet does not read
    "POST /shop/hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"
        + "GET /shop/members/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
  };

  static final List<HostileRequest> ALL = all();

  private static List<HostileRequest> all() {
    List<HostileRequest> all = new ArrayList<>();
    for (String id : IDS) {
      all.add(withHeaders("id " + id, "X-Request-ID: " + id + "\r\n"));
    }
    for (String method : METHODS) {
      all.add(withRequestLine("method " + method, method + " /shop/hello HTTP/1.1"));
    }
    for (String path : PATHS) {
      all.add(withRequestLine("path " + path, "GET " + path + " HTTP/1.1"));
    }
    for (String line : REQUEST_LINES) {
      all.add(withRequestLine("line " + line, line));
    }
    for (String headers : HEADERS) {
      all.add(withHeaders("headers " + headers, headers));
    }
    for (String bytes : NO_REQUESTS) {
      all.add(new HostileRequest("bytes " + bytes, bytes));
    }
    return List.copyOf(all);
  }

  private static HostileRequest withRequestLine(String name, String line) {
    return new HostileRequest(name, line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static HostileRequest withHeaders(String name, String headers) {
    String host = headers.startsWith("Host:") ? "" : "Host: localhost\r\n";
    return new HostileRequest(
        name, "GET /shop/hello HTTP/1.1\r\n" + host + "Connection: close\r\n" + headers + "\r\n");
  }

  @Override
  public String toString() {
    String readable = name.replaceAll("[^ -~]", "?");
    return readable.length() > 80 ? readable.substring(0, 80) + "…" : readable;
  }
}

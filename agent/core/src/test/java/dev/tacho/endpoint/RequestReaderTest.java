package dev.tacho.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final String HOST = "Host: x\r\n\r\n";

  @Test
  void readsLineAndFields() throws Exception {
    RequestHead head =
        read("GET /metrics?a=1&b HTTP/1.1\r\nHost: x:1\r\nAccept:  text/plain \r\n\r\n");
    assertThat(head.method()).isEqualTo("GET");
    assertThat(head.path()).isEqualTo("/metrics");
    assertThat(head.query()).isEqualTo("a=1&b");
    assertThat(head.first("accept")).isEqualTo("text/plain");
    assertThat(head.first("HOST")).isEqualTo("x:1");
    assertThat(head.first("Via")).isNull();
    assertThat(head.hasBody()).isFalse();
    assertThat(head.isPersistent()).isTrue();
  }

  @Test
  void readsTheSameWhereverTheBytesAreSplit() throws Exception {
    byte[] bytes = ascii("\r\nGET /a HTTP/1.1\r\n" + HOST + "HEAD /b HTTP/1.0\nVia: y\n\n");
    for (int split = 0; split <= bytes.length; split++) {
      InputStream first = new ByteArrayInputStream(bytes, 0, split);
      InputStream second = new ByteArrayInputStream(bytes, split, bytes.length - split);
      assertReadsBoth(new RequestReader(new SequenceInputStream(first, second)));
    }
    assertReadsBoth(new RequestReader(new OneByOne(bytes)));
  }

  private static void assertReadsBoth(RequestReader reader) throws Exception {
    RequestHead a = reader.next();
    assertThat(a.path()).isEqualTo("/a");
    assertThat(a.first("Host")).isEqualTo("x");
    RequestHead b = reader.next();
    assertThat(b.path()).isEqualTo("/b");
    assertThat(b.isHead()).isTrue();
    assertThat(b.first("Via")).isEqualTo("y");
    assertThat(reader.next()).isNull();
  }

  private static final class OneByOne extends InputStream {
    private final byte[] bytes;
    private int next;

    OneByOne(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return next < bytes.length ? bytes[next++] : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (next == bytes.length) {
        return -1;
      }
      target[offset] = bytes[next++];
      return 1;
    }
  }

  @Test
  void endsWhereTheClientEnds() throws Exception {
    assertThat(read("")).isNull();
    assertThat(read("GET /metrics HTTP/1.1\r\nHost:")).isNull();
    assertThat(read("\r\n")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /\r\n" + HOST,
        "GET  / HTTP/1.1\r\n" + HOST,
        " GET / HTTP/1.1\r\n" + HOST,
        "GET / HTTP/1.1 \r\n" + HOST,
        "GET / HTTP/1.\r\n" + HOST,
        "GET / HTTP/11\r\n" + HOST,
        "GET / http/1.1\r\n" + HOST,
        "G(T / HTTP/1.1\r\n" + HOST,
        "GET metrics HTTP/1.1\r\n" + HOST,
        "GET ://x/ HTTP/1.1\r\n" + HOST,
        "GET /a/://x HTTP/1.1 x\r\n" + HOST,
        "GET /#a HTTP/1.1\r\n" + HOST,
        "GET /\u00e4 HTTP/1.1\r\n" + HOST,
        "GET /\u0000 HTTP/1.1\r\n" + HOST,
        "GET / HTTP/1.1\r\nX: a\u0000b\r\n" + HOST,
        "GET / HTTP/1.1\r\nX: a\u007fb\r\n" + HOST,
        "GET / HTTP/1.1\r\nX: a\rb\r\n" + HOST,
        "GET / HTTP/1.1\r\nX : a\r\n" + HOST,
        "GET / HTTP/1.1\r\nX: a\r\n b\r\n" + HOST,
        "GET / HTTP/1.1\r\n: a\r\n" + HOST,
        "GET / HTTP/1.1\r\nX\r\n" + HOST,
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n" + HOST,
        "GET / HTTP/1.1\r\nContent-Length: 1, 1\r\n" + HOST,
        "GET / HTTP/1.1\r\nContent-Length: 9999999999999999999\r\n" + HOST,
        "\r\n\r\nGET / HTTP/1.1\r\n" + HOST,
        "\u0016\u0003\u0001 a greeting of TLS",
      })
  void refusesWhatIsMalformed(String request) {
    assertThat(refusal(request).status).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRI * HTTP/2.0\r\n\r\n", "GET / HTTP/0.9\r\n\r\n"})
  void refusesOtherVersions(String request) {
    assertThat(refusal(request).status).isEqualTo(505);
  }

  @Test
  void refusesAHeadOfMoreThanEightKilobytes() throws Exception {
    String request = "GET / HTTP/1.1\r\nX: %s\r\n" + HOST;
    int rest = request.length() - "%s".length();
    String fits = request.formatted("a".repeat(RequestReader.MAX_HEAD_BYTES - rest));
    assertThat(read(fits).path()).isEqualTo("/");
    assertThat(read(fits + fits).path()).isEqualTo("/");
    assertThat(
            refusal(request.formatted("a".repeat(RequestReader.MAX_HEAD_BYTES - rest + 1))).status)
        .isEqualTo(431);
    assertThat(refusal("GET /" + "a".repeat(10_000)).status).isEqualTo(431);
  }

  @Test
  void repeatsNothingOfWhatItRefuses() {
    assertThat(refusal("<script> / HTTP/1.1\r\n" + HOST))
        .hasMessage("The request line is not METHOD PATH HTTP/1.1.");
  }

  /** Nothing is decoded, so that no path but the very one is found. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/metrics/%2e%2e/%2e%2e/etc/passwd",
        "/metrics/..%2f..%2fetc%2fpasswd",
        "/%6detrics",
        "//metrics",
        "/metrics;a=b",
        "/metrics%00",
      })
  void leavesPathsAsTheyAre(String path) throws Exception {
    assertThat(read("GET " + path + "?x=/.. HTTP/1.1\r\n" + HOST).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "http://x/metrics?a=b, /metrics, a=b",
    "https://x:9464, /, ",
    "*, *, ",
    "/?a=http://x/, /, a=http://x/",
  })
  void takesThePathFromATarget(String target, String path, String query) throws Exception {
    RequestHead head = read("GET " + target + " HTTP/1.1\r\n" + HOST);
    assertThat(head.path()).isEqualTo(path);
    assertThat(head.query()).isEqualTo(query);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, X: y, true",
    "HTTP/1.1, Connection: close, false",
    "HTTP/1.1, 'Connection: TE, Close', false",
    "HTTP/1.1, Connection: closed, true",
    "HTTP/1.0, X: y, false",
    "HTTP/1.0, Connection: keep-alive, false",
  })
  void knowsWhetherTheConnectionGoesOn(String version, String field, boolean goesOn)
      throws Exception {
    assertThat(read("GET / " + version + "\r\n" + field + "\r\n" + HOST).isPersistent())
        .isEqualTo(goesOn);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 0, false",
    "Content-Length: 00, false",
    "Content-Length: 1, true",
    "Transfer-Encoding: chunked, true",
    "Content-Type: text/plain, false",
  })
  void knowsWhetherABodyFollows(String field, boolean body) throws Exception {
    assertThat(read("GET / HTTP/1.1\r\n" + field + "\r\n" + HOST).hasBody()).isEqualTo(body);
  }

  @Test
  void decodesParameters() throws Exception {
    RequestHead head = read("GET /?name%5B%5D=a%20b&name[]=c&x=d&name[] HTTP/1.1\r\n" + HOST);
    assertThat(head.parameters("name[]")).containsExactly("a b", "c");
    RequestHead undecodable = read("GET /?name[]=%zz HTTP/1.1\r\n" + HOST);
    assertThatThrownBy(() -> undecodable.parameters("name[]"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RequestHead read(String request) throws IOException, BadRequest {
    return new RequestReader(new ByteArrayInputStream(ascii(request))).next();
  }

  private static BadRequest refusal(String request) {
    return catchThrowableOfType(BadRequest.class, () -> read(request));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}

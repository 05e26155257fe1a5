package dev.tacho.cli.check;

import dev.tacho.cli.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;

/** Where requests go: a base URL, with its name looked up once. */
final class Target {
  private static final int CONNECT_MILLIS = 5_000;

  final boolean tls;
  final String host;
  final InetSocketAddress address;

  /** As the Host header has it. */
  final String authority;

  /** What stands before the paths of requests; has no slash at its end. */
  final String pathPrefix;

  private Target(URI url, InetSocketAddress address) {
    this.tls = isTls(url);
    this.host = url.getHost().replaceAll("[\\[\\]]", "");
    this.address = address;
    this.authority = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    this.pathPrefix = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
  }

  /**
   * Finds the first address of the host that takes a connection, and closes that again.
   *
   * @param option the option that {@code url} is the value of
   * @throws IOException if none does
   */
  static Target open(String option, String url) throws IOException {
    URI parsed = parse(option, url);
    int port = parsed.getPort() >= 0 ? parsed.getPort() : isTls(parsed) ? 443 : 80;
    IOException refused = new IOException(url + ": nobody there");
    for (InetAddress each : InetAddress.getAllByName(parsed.getHost())) {
      InetSocketAddress address = new InetSocketAddress(each, port);
      try (Socket probe = new Socket()) {
        probe.connect(address, CONNECT_MILLIS);
        return new Target(parsed, address);
      } catch (IOException next) {
        refused = new IOException(url + ": " + next.getMessage(), next);
      }
    }
    throw refused;
  }

  static URI parse(String option, String url) {
    try {
      URI parsed = new URI(url);
      boolean http = "http".equalsIgnoreCase(parsed.getScheme()) || isTls(parsed);
      if (http
          && parsed.getHost() != null
          && parsed.getUserInfo() == null
          && parsed.getRawQuery() == null
          && parsed.getRawFragment() == null) {
        return parsed;
      }
    } catch (URISyntaxException notOne) {
      // As below.
    }
    throw new UsageException(
        option
            + ": expected a URL such as http://localhost:8080, without user and query, not "
            + url
            + '.');
  }

  private static boolean isTls(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }
}

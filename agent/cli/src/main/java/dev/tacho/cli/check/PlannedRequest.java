package dev.tacho.cli.check;

import java.util.Map;

/** A request with all its values. */
final class PlannedRequest {
  final Endpoint endpoint;

  /** Path and query, encoded. */
  final String path;

  final Map<String, String> headers;

  /** Null if it has none. */
  final String body;

  PlannedRequest(Endpoint endpoint, String path, Map<String, String> headers, String body) {
    this.endpoint = endpoint;
    this.path = path;
    this.headers = headers;
    this.body = body;
  }
}

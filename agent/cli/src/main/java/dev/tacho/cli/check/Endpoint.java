package dev.tacho.cli.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * One line of a plan: how its requests look, and what is expected of the answers. Whoever makes one
 * sets all fields; nobody changes them later.
 */
final class Endpoint {
  String name;
  String method;
  Template path;

  /** Null where requests have none. */
  Template body;

  final Map<String, Template> headers = new LinkedHashMap<>();
  final Map<String, Parameter> parameters = new LinkedHashMap<>();
  Statuses expected;
  Tier tier;
  double weight;
  long timeoutNanos;

  PlannedRequest draw(Random random) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, Parameter> parameter : parameters.entrySet()) {
      values.put(parameter.getKey(), parameter.getValue().draw(random));
    }
    Map<String, String> filledHeaders = new LinkedHashMap<>();
    for (Map.Entry<String, Template> header : headers.entrySet()) {
      filledHeaders.put(header.getKey(), header.getValue().fill(values));
    }
    return new PlannedRequest(
        this, path.fillEncoded(values), filledHeaders, body == null ? null : body.fill(values));
  }
}

package dev.tacho.cli.check;

import java.util.Collections;
import java.util.List;

/** What is to be asked of a service, and what of its answers. */
final class Plan {
  final String name;
  final List<Endpoint> endpoints;

  Plan(String name, List<Endpoint> endpoints) {
    this.name = name;
    this.endpoints = Collections.unmodifiableList(endpoints);
  }

  long longestTimeoutNanos() {
    long longest = 0;
    for (Endpoint endpoint : endpoints) {
      longest = Math.max(longest, endpoint.timeoutNanos);
    }
    return longest;
  }
}

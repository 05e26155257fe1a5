package dev.tacho.cli.diff;

import java.util.Locale;

/** What became of a route, in the order in which that matters. */
enum Verdict {
  WORSE,
  BETTER,
  SAME;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

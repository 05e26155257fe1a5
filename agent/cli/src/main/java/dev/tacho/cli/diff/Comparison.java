package dev.tacho.cli.diff;

import dev.tacho.cli.stats.Holm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two times of a service, route by route. Immutable. */
final class Comparison {
  final boolean sameProcess;
  final double alpha;
  final double minEffect;
  final Figures before;
  final Figures after;

  /** The most relevant first. */
  final List<RouteChange> changes;

  private Comparison(
      boolean sameProcess,
      double alpha,
      double minEffect,
      Figures before,
      Figures after,
      List<RouteChange> changes) {
    this.sameProcess = sameProcess;
    this.alpha = alpha;
    this.minEffect = minEffect;
    this.before = before;
    this.after = after;
    this.changes = changes;
  }

  /**
   * Compares two summaries. If the second one is of the same process as the first, what has been
   * added since is compared with what was there.
   *
   * @param alpha how likely it may be that any of the differences found is none
   * @param minEffect the relative change from which a difference counts
   * @throws IOException if the second one is earlier than the first
   */
  static Comparison of(Figures before, Figures after, double alpha, double minEffect)
      throws IOException {
    boolean same = after.isSameProcessAs(before);
    Figures later = same ? after.since(before) : after;
    List<RouteChange> changes = new ArrayList<>();
    before.routes.forEach(
        (route, figures) -> {
          RouteFigures now = later.routes.get(route);
          if (now != null) {
            changes.add(new RouteChange(route, figures, now));
          }
        });
    judge(changes, alpha, minEffect);
    changes.sort(RouteChange.BY_RELEVANCE);
    return new Comparison(same, alpha, minEffect, before, later, changes);
  }

  private static void judge(List<RouteChange> changes, double alpha, double minEffect) {
    double[] adjusted =
        Holm.adjust(
            changes.stream()
                .flatMapToDouble(
                    change -> change.aspects.stream().mapToDouble(aspect -> aspect.pValue))
                .toArray());
    int test = 0;
    for (RouteChange change : changes) {
      for (int aspect = 0; aspect < change.aspects.size(); aspect++) {
        change.judge(aspect, adjusted[test++], alpha, minEffect);
      }
    }
  }

  long count(Verdict verdict) {
    return changes.stream().filter(change -> change.verdict() == verdict).count();
  }

  /** Routes that had no requests before. */
  List<String> added() {
    return without(after, before);
  }

  /** Routes that have no requests any more. */
  List<String> vanished() {
    return without(before, after);
  }

  private static List<String> without(Figures all, Figures others) {
    List<String> routes = new ArrayList<>(all.routes.keySet());
    routes.removeAll(others.routes.keySet());
    return routes;
  }
}

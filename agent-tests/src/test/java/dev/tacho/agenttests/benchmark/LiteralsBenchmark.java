package dev.tacho.agenttests.benchmark;

import dev.tacho.agenttests.apps.LiteralsApp;
import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.RunningApp;
import java.util.Arrays;

/**
 * Compares statements that each are a new text to one that is always the same, by how many of them
 * an application gets through H2 in a second with the agent. The rounds alternate, because the
 * machine has other things to do; what counts is the median of the ratios of neighbours.
 */
public final class LiteralsBenchmark {
  private static final int WARM_UP_ROUNDS = 5;
  private static final int EXECUTIONS = 20_000;

  private LiteralsBenchmark() {}

  /** Takes the number of rounds. */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    print("without the agent", ChildJvm.of(LiteralsApp.class), rounds);
    print("with the agent", ChildJvm.of(LiteralsApp.class).agent(), rounds);
  }

  private static void print(String what, ChildJvm jvm, int rounds) {
    try (RunningApp app = jvm.start()) {
      double[] ratios = new double[rounds];
      double[] same = new double[rounds];
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        double one = perSecond(app, "same");
        double other = perSecond(app, "different");
        if (round >= 0) {
          same[round] = one;
          ratios[round] = other / one;
        }
      }
      System.out.printf(
          "%s: one statement %.0f/s, different ones %.3f times that (median of %d rounds)%n",
          what, median(same), median(ratios), rounds);
    }
  }

  private static double perSecond(RunningApp app, String kind) {
    long lines = app.stdout().lines().count();
    app.tell(kind + " " + EXECUTIONS);
    app.await("a round", () -> app.stdout().lines().count() > lines && app.stdout().endsWith("\n"));
    String last = app.stdout().lines().skip(lines).findFirst().orElseThrow();
    return Double.parseDouble(last.substring(last.indexOf(": ") + 2));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

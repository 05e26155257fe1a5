package dev.tacho.cli.diff;

import dev.tacho.cli.Printable;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A comparison as lines for people. */
final class DiffTable {
  private static final String SIGNIFICANT = " *";

  private final Comparison comparison;

  DiffTable(Comparison comparison) {
    this.comparison = comparison;
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "Routes: %d worse, %d better, %d the same (alpha %s for all tests together, effects from"
            + " %s).%n",
        comparison.count(Verdict.WORSE),
        comparison.count(Verdict.BETTER),
        comparison.count(Verdict.SAME),
        number(comparison.alpha),
        percent(comparison.minEffect));
    if (comparison.sameProcess) {
      out.printf(
          Locale.ROOT,
          "The same process: its first %s s are compared with the %s s after.%n",
          number(comparison.before.seconds),
          number(comparison.after.seconds));
    }
    if (!comparison.changes.isEmpty()) {
      out.println();
      printRows(out);
    }
    list(out, "New", comparison.added());
    list(out, "Vanished", comparison.vanished());
  }

  private void printRows(PrintStream out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(Arrays.asList("", "REQUESTS/S", "ERRORS", "SLOW", "P50 S", "P95 S", "ROUTE"));
    for (RouteChange change : comparison.changes) {
      rows.add(row(change));
    }
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(String.format("%-" + (widths[i] + 2) + "s", row.get(i)));
      }
      out.println(line.toString().replaceFirst(" +$", ""));
    }
    out.println("* significant");
  }

  private List<String> row(RouteChange change) {
    RouteFigures before = change.before;
    RouteFigures after = change.after;
    return Arrays.asList(
        change.verdict().label(),
        arrow(
            number(before.requests / comparison.before.seconds),
            number(after.requests / comparison.after.seconds)),
        arrow(percent(before.errorRatio()), percent(after.errorRatio()))
            + mark(change, RouteChange.ERRORS),
        arrow(percent(before.slowRatio()), percent(after.slowRatio()))
            + mark(change, RouteChange.SLOW),
        arrow(number(before.latencies.quantile(0.50)), number(after.latencies.quantile(0.50))),
        arrow(number(before.latencies.quantile(0.95)), number(after.latencies.quantile(0.95)))
            + mark(change, RouteChange.LATENCY),
        Printable.text(change.route));
  }

  private static String mark(RouteChange change, int aspect) {
    return change.verdict(aspect) == Verdict.SAME ? "" : SIGNIFICANT;
  }

  private static String arrow(String before, String after) {
    return before.equals(after) ? before : before + " -> " + after;
  }

  private static String percent(double ratio) {
    return Double.isNaN(ratio) ? "-" : number(100 * ratio) + '%';
  }

  /** With three significant digits, or all before the point. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    int digits = value == 0 ? 1 : 1 + (int) Math.floor(Math.log10(Math.abs(value)));
    return BigDecimal.valueOf(value)
        .setScale(Math.max(0, 3 - digits), RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static void list(PrintStream out, String what, List<String> routes) {
    if (!routes.isEmpty()) {
      out.println();
      out.println(what + ":");
      for (String route : routes) {
        out.println("  " + Printable.text(route));
      }
    }
  }
}

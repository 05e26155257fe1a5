package dev.tacho.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report for build servers: a test case for each endpoint and objective. */
final class JunitReport {
  private final List<String> cases = new ArrayList<>();
  private int failures;

  private JunitReport() {}

  /**
   * @param comparison null if there is none
   */
  static String of(String plan, RunResult result, Comparison comparison) {
    JunitReport report = new JunitReport();
    report.addRun(plan, result);
    for (EndpointResult endpoint : result.endpoints) {
      for (Verdict verdict : endpoint.verdicts) {
        report.add(
            plan + '.' + endpoint.endpoint.name,
            verdict.objective(),
            verdict.complies() ? null : verdict.toString());
      }
    }
    if (comparison != null) {
      for (Comparison.Change change : comparison.changes) {
        report.add(
            plan + '.' + change.name,
            "not worse than before",
            change.isWorse() ? change.toString() : null);
      }
    }
    return report.xml(plan, result.measuredSeconds);
  }

  private void addRun(String plan, RunResult result) {
    boolean someNotSent = result.notSent() > 0;
    Conclusion why = someNotSent ? Conclusion.RATE_NOT_KEPT : Conclusion.of(result, false);
    add(plan, "the rate is kept", result.rateWasKept() ? null : why.text);
  }

  private void add(String className, String name, String failure) {
    String test =
        "  <testcase classname=\"" + escaped(className) + "\" name=\"" + escaped(name) + "\"";
    if (failure == null) {
      cases.add(test + "/>\n");
    } else {
      failures++;
      cases.add(test + ">\n    <failure message=\"" + escaped(failure) + "\"/>\n  </testcase>\n");
    }
  }

  private String xml(String plan, double seconds) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(
        String.format(
            Locale.ROOT,
            "<testsuite name=\"tacho check %s\" tests=\"%d\" failures=\"%d\" errors=\"0\""
                + " skipped=\"0\" time=\"%.3f\">\n",
            escaped(plan),
            cases.size(),
            failures,
            seconds));
    for (String each : cases) {
      xml.append(each);
    }
    return xml.append("</testsuite>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[\\x00-\\x08\\x0b-\\x1f\\x7f]", "?"); // XML has no way to write these
  }
}

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
   * @param worse what got worse since the earlier report, one line each
   */
  static String of(String plan, RunResult result, List<String> worse) {
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
    for (String line : worse) {
      report.add(plan, "not worse than before", line);
    }
    return report.xml(plan, result.measuredSeconds);
  }

  private void addRun(String plan, RunResult result) {
    Conclusion conclusion = Conclusion.of(result, false);
    boolean ok = result.rateWasKept();
    add(
        plan,
        "the rate is kept",
        ok ? null : result.notSent() > 0 ? Conclusion.RATE_NOT_KEPT.text : conclusion.text);
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

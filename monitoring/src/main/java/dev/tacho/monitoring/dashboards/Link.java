package dev.tacho.monitoring.dashboards;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Links of dashboards and panels, with all that Grafana's schema asks of them. */
final class Link {
  private static final String RUNBOOKS =
      "https://github.com/tacho-dev/tacho/blob/main/docs/runbooks/";

  private Link() {}

  /** To the dashboards of a tag, for the same time and the same choices. */
  static Map<String, Object> toDashboards(String tag) {
    Map<String, Object> link = link("dashboards", "Tacho", "");
    link.put("tags", List.of(tag));
    link.put("includeVars", true);
    link.put("keepTime", true);
    return link;
  }

  static Map<String, Object> toRunbook(String alert) {
    Map<String, Object> link = link("link", "Runbook " + alert, runbook(alert));
    link.put("targetBlank", true);
    return link;
  }

  static String runbook(String alert) {
    return RUNBOOKS + alert + ".md";
  }

  private static Map<String, Object> link(String type, String title, String url) {
    Map<String, Object> link = new TreeMap<>();
    link.put("type", type);
    link.put("title", title);
    link.put("url", url);
    link.put("tags", List.of());
    link.put("icon", "external link");
    link.put("tooltip", "");
    link.put("asDropdown", false);
    link.put("includeVars", false);
    link.put("keepTime", false);
    link.put("targetBlank", false);
    return link;
  }
}

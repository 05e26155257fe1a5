package dev.tacho.monitoring.dashboards;

import java.util.List;

/** Links of dashboards and panels, with all that Grafana's schema asks of them. */
final class Link {
  private static final String RUNBOOKS =
      "https://github.com/tacho-dev/tacho/blob/main/docs/runbooks/";

  private Link() {}

  /** To the dashboards of a tag, for the same time and the same choices. */
  static Model toDashboards(String tag) {
    return link("dashboards", "Tacho", "")
        .with("tags", List.of(tag))
        .with("includeVars", true)
        .with("keepTime", true);
  }

  static Model toRunbook(String alert) {
    return link("link", "Runbook " + alert, runbook(alert)).with("targetBlank", true);
  }

  static String runbook(String alert) {
    return RUNBOOKS + alert + ".md";
  }

  private static Model link(String type, String title, String url) {
    return Model.of("type", type)
        .with("title", title)
        .with("url", url)
        .with("tags", List.of())
        .with("icon", "external link")
        .with("tooltip", "")
        .with("asDropdown", false)
        .with("includeVars", false)
        .with("keepTime", false)
        .with("targetBlank", false);
  }
}

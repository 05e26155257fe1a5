package dev.tacho.monitoring.dashboards;

import java.util.List;

/** Panels under one heading, from left to right. */
record Row(String title, List<Panel> panels) {
  static Row of(String title, Panel... panels) {
    return new Row(title, List.of(panels));
  }
}

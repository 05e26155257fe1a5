package dev.tacho.monitoring.dashboards;

import java.util.List;

/**
 * A column of a table: an instant query, the result of which has the table's key as its only label.
 *
 * @param steps colours of the cell's background; none leaves it plain
 * @param yesOrNo shows 1 and 0 as words
 */
record Column(String name, Unit unit, String expression, List<Step> steps, boolean yesOrNo) {
  static Column of(String name, Unit unit, String expression, Step... steps) {
    return new Column(name, unit, expression, List.of(steps), false);
  }

  static Column verdict(String name, String expression) {
    return new Column(
        name, Unit.COUNT, expression, List.of(Step.base("red"), Step.from(1, "green")), true);
  }
}

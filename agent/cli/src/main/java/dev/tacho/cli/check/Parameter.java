package dev.tacho.cli.check;

import java.util.List;
import java.util.Random;

/** What a place in a template is filled with. */
abstract class Parameter {
  /** Takes exactly one number from {@code random}, whatever the values are. */
  abstract String draw(Random random);

  static Parameter anyOf(List<String> values) {
    return new Parameter() {
      @Override
      String draw(Random random) {
        return values.get((int) (random.nextDouble() * values.size()));
      }
    };
  }

  /** Both ends can be drawn. */
  static Parameter between(long from, long to) {
    return new Parameter() {
      @Override
      String draw(Random random) {
        return Long.toString(from + (long) (random.nextDouble() * (to - from + 1)));
      }
    };
  }
}

package dev.tacho.record;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.Scrape;
import dev.tacho.metrics.TestFamilies;
import java.util.List;

/** A recorder with metrics of its own, and what a scrape of them shows. */
final class RecorderFixture {
  private final AgentHealth health = new AgentHealth(List.of("test"));
  private final Families families;
  final Recorder recorder;

  RecorderFixture(CallbackWrapper... wrappers) {
    this("", wrappers);
  }

  RecorderFixture(String arguments, CallbackWrapper... wrappers) {
    this.families = TestFamilies.with(arguments, health);
    this.recorder =
        new Recorder(
            TestFamilies.config(arguments),
            families,
            health,
            List.of(wrappers),
            new LogContexts(List.of(), health),
            List.of());
  }

  /** The samples of {@code name} that are not 0: labels, blank, value. */
  List<String> counted(String name) {
    return Scrape.of(families).counted(name);
  }

  /** The request ids that the exemplars of a histogram name. */
  List<String> exemplars(String histogram) {
    return Scrape.exemplars(families, histogram);
  }

  /** The label sets of {@code name}, also those of samples that are 0. */
  List<String> labels(String name) {
    return Scrape.of(families).labels(name);
  }

  double value(String sample) {
    Double value = Scrape.of(families).value(sample);
    if (value == null) {
      throw new AssertionError("no sample " + sample);
    }
    return value;
  }
}

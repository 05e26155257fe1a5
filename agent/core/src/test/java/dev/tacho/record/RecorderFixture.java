package dev.tacho.record;

import dev.tacho.config.Config;
import dev.tacho.eventlog.EventLog;
import dev.tacho.eventlog.RecordedEvents;
import dev.tacho.methods.NamedMethods;
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
  final NamedMethods named;

  /** Null unless the arguments configure an event log. */
  private final RecordedEvents events;

  RecorderFixture(CallbackWrapper... wrappers) {
    this("", wrappers);
  }

  RecorderFixture(String arguments, CallbackWrapper... wrappers) {
    this.families = TestFamilies.with(arguments, health);
    this.events = families.eventLog() == null ? null : new RecordedEvents(families, health);
    this.named = new NamedMethods(TestFamilies.config(arguments).methods());
    this.recorder =
        new Recorder(
            TestFamilies.config(arguments),
            families,
            health,
            new LibraryTables(List.of(wrappers), List.of(), List.of()),
            named,
            events == null ? EventLog.OFF : events.log());
  }

  /** Changes the configuration as its file would; what is not given goes back to its default. */
  void configure(String arguments) {
    configure(TestFamilies.config(arguments));
  }

  void configure(Config config) {
    families.configure(config);
    recorder.configure(config);
  }

  Scrape scrape() {
    return Scrape.of(families);
  }

  /** The records of the event log, without their timestamps. */
  List<String> events() throws Exception {
    return events.lines();
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

package dev.tacho.eventlog;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An event log that keeps its records. */
public final class RecordedEvents {
  private static final int CAPACITY = 100;

  private final List<Event> events = new ArrayList<>();
  private final EventQueue queue;
  private final EventLog log;

  /**
   * @param families with an event log configured
   */
  public RecordedEvents(Families families, AgentHealth health) {
    this.queue = new EventQueue("test", CAPACITY, events::add, health);
    this.log = new EventLog(families.eventLog(), queue, null, null);
  }

  public EventLog log() {
    return log;
  }

  /** What has been offered so far: the records as the log writes them, without timestamps. */
  public List<String> lines() throws IOException {
    boolean more;
    do {
      more = queue.doNext();
    } while (more);
    EventJson json = new EventJson();
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      String line = new String(json.object(event, null), StandardCharsets.UTF_8);
      lines.add(line.replaceFirst("\"timestamp\":\"[^\"]*\",", ""));
    }
    return lines;
  }
}

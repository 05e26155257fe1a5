package dev.tacho.eventlog;

import dev.tacho.config.Config;
import dev.tacho.log.LogFile;
import dev.tacho.log.RecordOutput;
import dev.tacho.log.StandardStream;
import dev.tacho.metrics.EventLogMetrics;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;

/**
 * Writes events to the log. After a failure it drops what comes for a while, so that a full disk is
 * not tried for every record. Used by one thread.
 */
final class LogSink implements EventQueue.Sink {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Config config;
  private final EventLogMetrics metrics;
  private final Complaints complaints;
  private final EventJson json = new EventJson();

  /** Null until the first record: the file system is not touched before. */
  private RecordOutput output;

  private boolean paused;
  private long pausedUntilNanos;

  LogSink(Config config, EventLogMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
    this.complaints =
        new Complaints(
            "event-log=" + config.eventLog(),
            "records are dropped and counted in tacho_event_log_dropped_total, the next try is"
                + " in 5 s");
  }

  @Override
  public void accept(Event event) {
    accept(event, System.nanoTime());
  }

  void accept(Event event, long nowNanos) {
    if (paused && nowNanos - pausedUntilNanos < 0) {
      metrics.dropped(EventLogMetrics.Drop.DISK);
      return;
    }
    try {
      if (output == null) {
        output = output(config);
      }
      output.write(json.line(event), nowNanos);
      metrics.written(event.kind);
      paused = false;
    } catch (IOException | RuntimeException failure) {
      metrics.dropped(EventLogMetrics.Drop.DISK);
      paused = true;
      pausedUntilNanos = nowNanos + PAUSE_NANOS;
      complaints.say(failure.toString());
      if (output != null) {
        output.reset();
      }
    }
  }

  @Override
  public void close() {
    if (output != null) {
      output.reset();
    }
  }

  /** Throws {@link InvalidPathException} for what the system takes for no path. */
  private static RecordOutput output(Config config) {
    String where = config.eventLog();
    if ("stdout".equalsIgnoreCase(where)) {
      return new StandardStream(FileDescriptor.out);
    }
    if ("stderr".equalsIgnoreCase(where)) {
      return new StandardStream(FileDescriptor.err);
    }
    return new LogFile(Paths.get(where), config.eventLogSize(), config.eventLogBackups());
  }
}

package dev.tacho.eventlog;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacho.log.UtcTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes an event as a JSON object on one line: the fields in the order of {@code
 * docs/event-log.md}, without those that the event does not have. No more than 8 KB, whatever the
 * texts hold. Used by one thread.
 */
final class EventJson {
  private static final int MAX_STATEMENT = 2048;
  private static final int MAX_TEXT = 300;
  private static final long MICROS = 1_000_000;

  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

  /** Null until first used: its many classes are not loaded while the agent starts. */
  private JsonFactory factory;

  /** The object and a line feed. */
  byte[] line(Event event) throws IOException {
    write(event, null);
    buffer.write('\n');
    return buffer.toByteArray();
  }

  /**
   * The object, without a line feed.
   *
   * @param app put in front as {@code app}; left out if null
   */
  byte[] object(Event event, String app) throws IOException {
    write(event, app);
    return buffer.toByteArray();
  }

  private void write(Event event, String app) throws IOException {
    if (factory == null) {
      factory = new JsonFactory().enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    }
    buffer.reset();
    try (JsonGenerator json = factory.createGenerator(buffer, JsonEncoding.UTF8)) {
      json.writeStartObject();
      text(json, "app", app);
      writeFields(json, event);
      json.writeEndObject();
    }
  }

  private static void writeFields(JsonGenerator json, Event event) throws IOException {
    text(json, "timestamp", UtcTime.format(event.timestampMillis));
    text(json, "level", event.kind.level);
    text(json, "kind", event.kind.label);
    text(json, "system", event.system);
    text(json, "operation", event.operation);
    text(json, "collection", event.collection);
    seconds(json, "duration_seconds", event.durationNanos);
    text(json, "threshold_type", event.thresholdType);
    seconds(json, "threshold_seconds", event.thresholdNanos);
    ratio(json, "ratio", event.ratio);
    ratio(json, "threshold_ratio", event.ratioThreshold);
    text(json, "statement", event.statement, MAX_STATEMENT);
    text(json, "statement_hash", event.statementHash);
    number(json, "result_count", event.resultCount);
    number(json, "executions", event.executions);
    text(json, "request_id", event.requestId);
    text(json, "trace_id", event.traceId);
    text(json, "method", event.method);
    text(json, "route", event.route);
    number(json, "status_code", event.statusCode);
    text(json, "peer_service", event.peerService);
    text(json, "pool", event.pool);
    seconds(json, "pool_wait_seconds", event.poolWaitNanos);
    text(json, "thread", event.thread);
    if (event.frames != null) {
      json.writeArrayFieldStart("frames");
      for (String frame : event.frames) {
        json.writeString(JsonText.fit(frame, MAX_TEXT));
      }
      json.writeEndArray();
    }
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    text(json, name, value, MAX_TEXT);
  }

  private static void text(JsonGenerator json, String name, String value, int maxBytes)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, JsonText.fit(value, maxBytes));
    }
  }

  private static void number(JsonGenerator json, String name, long value) throws IOException {
    if (value >= 0) {
      json.writeNumberField(name, value);
    }
  }

  private static void ratio(JsonGenerator json, String name, double value) throws IOException {
    if (!Double.isNaN(value)) {
      decimal(json, name, Math.round(value * MICROS));
    }
  }

  private static void seconds(JsonGenerator json, String name, long nanos) throws IOException {
    if (nanos >= 0) {
      decimal(json, name, (nanos + 500) / 1000);
    }
  }

  /** With up to six decimals and never an exponent, for people and for simple tools. */
  private static void decimal(JsonGenerator json, String name, long millionths) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(decimal(millionths));
  }

  static String decimal(long millionths) {
    String decimals = Long.toString(MICROS + millionths % MICROS).substring(1);
    int end = decimals.length();
    while (end > 1 && decimals.charAt(end - 1) == '0') {
      end--;
    }
    return millionths / MICROS + "." + decimals.substring(0, end);
  }
}

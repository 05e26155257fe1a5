package dev.tacho.cli.check;

import dev.tacho.cli.Json;
import dev.tacho.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a comparison needs of a {@link JsonReport} that was written before. */
final class EarlierReport {
  final String started;
  final String sequenceDigest;
  final double ratePerSecond;
  final Map<String, Figures> endpoints = new LinkedHashMap<>();

  private EarlierReport(Map<String, Object> json) {
    this.started = (String) json.get("started");
    this.sequenceDigest = (String) json.get("sequence_digest");
    this.ratePerSecond = (Double) json.get("rate_per_second");
    for (Object each : (List<?>) json.get("endpoints")) {
      Map<String, Object> endpoint = object(each);
      endpoints.put((String) endpoint.get("name"), new Figures(endpoint));
    }
  }

  /**
   * @throws UsageException if the file is no such report
   * @throws IOException if it cannot be read or is not JSON
   */
  static EarlierReport read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Object json = Json.read(file.toString(), in);
      boolean isReport =
          json instanceof Map && JsonReport.FORMAT.equals(object(json).get("format"));
      if (!isReport || !Double.valueOf(JsonReport.VERSION).equals(object(json).get("version"))) {
        throw notOne(file);
      }
      return new EarlierReport(object(json));
    } catch (NoSuchFileException missing) {
      throw new UsageException("--compare: there is no file " + file + '.');
    } catch (ClassCastException | NullPointerException incomplete) {
      throw notOne(file);
    }
  }

  private static UsageException notOne(Path file) {
    return new UsageException(
        "--compare: expected a report that check --report has written, of version "
            + JsonReport.VERSION
            + ", not "
            + file
            + '.');
  }

  @SuppressWarnings("unchecked") // JSON has no other keys
  private static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  /** Those of one endpoint. */
  static final class Figures {
    final long requests;
    final long errors;

    /** Null if nothing was measured. */
    final Double p95;

    /** Counts by upper bound in seconds. */
    final Map<Double, Long> buckets = new LinkedHashMap<>();

    private Figures(Map<String, Object> json) {
      this.requests = ((Double) json.get("requests")).longValue();
      this.errors = ((Double) json.get("errors")).longValue();
      Map<String, Object> latency = object(json.get("latency_seconds"));
      this.p95 = (Double) latency.get(Measure.P95.label);
      for (Object bucket : (List<?>) latency.get("buckets")) {
        List<?> pair = (List<?>) bucket;
        buckets.put((Double) pair.get(0), ((Double) pair.get(1)).longValue());
      }
    }
  }
}

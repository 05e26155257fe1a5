package dev.tacho.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.metrics.EventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EventJsonTest {
  private static final long NOON = 1_768_132_800_042L;

  private final EventJson json = new EventJson();

  @Test
  void aQueryHasItsFieldsInTheDocumentedOrder() throws IOException {
    Event event =
        new Event(EventKind.CRITICAL_QUERY, NOON)
            .query("postgresql", "select", "members")
            .statement("SELECT * FROM members WHERE name = ?", 0xBEEFL)
            .duration(6_204_117_300L)
            .threshold("critical", 5_000_000_000L)
            .resultCount(3)
            .request("r-1", "t-1", "GET", "/members/{id}")
            .pool("main", 1_500L);
    event.thread = "http-1";
    event.frames = new String[] {"com.acme.Members.find(Members.java:42)"};

    assertThat(line(event))
        .isEqualTo(
            "{\"timestamp\":\"2026-01-11T12:00:00.042Z\",\"level\":\"critical\","
                + "\"kind\":\"critical_query\",\"system\":\"postgresql\",\"operation\":\"select\","
                + "\"collection\":\"members\",\"duration_seconds\":6.204117,"
                + "\"threshold_type\":\"critical\",\"threshold_seconds\":5.0,"
                + "\"statement\":\"SELECT * FROM members WHERE name = ?\","
                + "\"statement_hash\":\"000000000000beef\",\"result_count\":3,"
                + "\"request_id\":\"r-1\",\"trace_id\":\"t-1\",\"method\":\"GET\","
                + "\"route\":\"/members/{id}\",\"pool\":\"main\",\"pool_wait_seconds\":0.000002,"
                + "\"thread\":\"http-1\",\"frames\":[\"com.acme.Members.find(Members.java:42)\"]}"
                + "\n");
  }

  @Test
  void whatAnEventDoesNotHaveIsLeftOut() throws IOException {
    Event event = new Event(EventKind.ERROR_RATIO_EXCEEDED, NOON).ratio(0.25, 0.05);

    assertThat(line(event))
        .isEqualTo(
            "{\"timestamp\":\"2026-01-11T12:00:00.042Z\",\"level\":\"warning\","
                + "\"kind\":\"error_ratio_exceeded\",\"ratio\":0.25,\"threshold_ratio\":0.05}\n");
  }

  @Test
  void requestsTellStatusExecutionsAndPeer() throws IOException {
    Event event =
        new Event(EventKind.CONNECTION_HELD, NOON)
            .executions(12)
            .statusCode(200)
            .request(null, null, "GET", "/a")
            .peerService("stripe");

    assertThat(line(event))
        .endsWith(
            "\"executions\":12,\"method\":\"GET\",\"route\":\"/a\",\"status_code\":200,"
                + "\"peer_service\":\"stripe\"}\n");
  }

  @Test
  void textFromOutsideCannotBreakTheLine() throws IOException {
    Event event =
        new Event(EventKind.SLOW_QUERY, NOON).query("h2", "a\"b\\c\n\r\t\u0000\u001f", "é");

    assertThat(line(event))
        .contains("\"operation\":\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001F\",\"collection\":\"é\"")
        .hasLineCount(1)
        .endsWith("}\n");
  }

  @Test
  void loneSurrogatesAreReplacedAndPairsStay() throws IOException {
    Event event = new Event(EventKind.SLOW_QUERY, NOON).query("\uD83D\uDE00", "a\uD83D", "\uDE00b");

    assertThat(line(event))
        .contains(
            "\"system\":\"\uD83D\uDE00\",\"operation\":\"a\uFFFD\",\"collection\":\"\uFFFDb\"");
  }

  @Test
  void aLineHasAtMostEightKilobytesWhateverTheTextsHold() throws IOException {
    for (String piece : new String[] {"\u0001", "\"", "a", "\u20AC", "\uD83D\uDE00", "\uD83D"}) {
      String huge = piece.repeat(20_000);
      Event event =
          new Event(EventKind.SLOW_QUERY, NOON)
              .query(huge, huge, huge)
              .statement(huge, -1)
              .duration(Long.MAX_VALUE)
              .threshold(huge, Long.MAX_VALUE)
              .resultCount(Long.MAX_VALUE)
              .executions(Long.MAX_VALUE)
              .request(huge, huge, huge, huge)
              .statusCode(599)
              .peerService(huge)
              .pool(huge, Long.MAX_VALUE);
      event.thread = huge;
      event.frames = new String[] {huge, huge, huge};

      byte[] line = json.line(event);

      assertThat(line.length).isLessThan(8192);
      assertThat(new String(line, StandardCharsets.UTF_8)).hasLineCount(1).endsWith("]}\n");
    }
  }

  @Test
  void aStatementHasAtMostTwoKilobytes() throws IOException {
    Event event = new Event(EventKind.SLOW_QUERY, NOON).statement("x".repeat(2049), 1);

    assertThat(line(event))
        .contains("\"statement\":\"" + "x".repeat(2048) + "\",\"statement_hash\"");
  }

  @Test
  void decimalsNeverHaveAnExponent() {
    assertThat(EventJson.decimal(0)).isEqualTo("0.0");
    assertThat(EventJson.decimal(1)).isEqualTo("0.000001");
    assertThat(EventJson.decimal(1_000_000)).isEqualTo("1.0");
    assertThat(EventJson.decimal(3_600_250_000L)).isEqualTo("3600.25");
  }

  @Test
  void whoeverIsAlertedIsToldTheApplication() throws IOException {
    byte[] object = json.object(new Event(EventKind.CRITICAL_QUERY, NOON), "club");

    assertThat(new String(object, StandardCharsets.UTF_8))
        .startsWith("{\"app\":\"club\",\"timestamp\":")
        .endsWith("}");
  }

  private String line(Event event) throws IOException {
    return new String(json.line(event), StandardCharsets.UTF_8);
  }
}

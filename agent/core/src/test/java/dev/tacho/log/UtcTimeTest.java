package dev.tacho.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class UtcTimeTest {
  @Test
  void alwaysHasMilliseconds() {
    assertThat(UtcTime.format(0)).isEqualTo("1970-01-01T00:00:00.000Z");
    assertThat(UtcTime.format(1_700_000_000_007L)).isEqualTo("2023-11-14T22:13:20.007Z");
  }

  @Test
  void knowsLeapDays() {
    assertThat(UtcTime.format(Instant.parse("2024-02-29T23:59:59.999Z").toEpochMilli()))
        .isEqualTo("2024-02-29T23:59:59.999Z");
    assertThat(UtcTime.format(Instant.parse("2100-03-01T00:00:00Z").toEpochMilli()))
        .isEqualTo("2100-03-01T00:00:00.000Z");
  }

  @Test
  void agreesWithTheJdkOnAnyMillisecondOfTenThousandYears() {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    long from = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    long to = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      long millis = random.nextLong(from, to);
      assertThat(UtcTime.format(millis)).isEqualTo(format.format(Instant.ofEpochMilli(millis)));
    }
  }
}

package dev.tacho.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LogLineTest {
  private static final long TIME = 1_769_903_999_007L;

  @Test
  void aLineAmongTheOutputOfTheServiceIsMarked() {
    assertThat(text(LogLine.marked("started\nand\rready"))).isEqualTo("tacho: started and ready\n");
  }

  @Test
  void aLineInAFileHasItsTimeAndLevel() {
    assertThat(text(LogLine.dated(LogLevel.WARN, "prot: unknown option", TIME)))
        .isEqualTo("2026-01-31T23:59:59.007Z warn prot: unknown option\n");
  }

  @Test
  void jsonIsOneObjectWhateverTheMessageHas() {
    assertThat(text(LogLine.json(LogLevel.ERROR, "a \"b\" \\ \t\u0001\u001f é\n{", TIME)))
        .isEqualTo(
            "{\"timestamp\":\"2026-01-31T23:59:59.007Z\",\"level\":\"error\",\"logger\":\"tacho\","
                + "\"message\":\"a \\\"b\\\" \\\\ \\u0009\\u0001\\u001f é {\"}\n");
  }

  @Test
  void aMessageWithoutEndIsCut() {
    assertThat(text(LogLine.dated(LogLevel.INFO, "x".repeat(5000), TIME)))
        .isEqualTo("2026-01-31T23:59:59.007Z info " + "x".repeat(4000) + "…\n");
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }
}

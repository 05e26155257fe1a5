package dev.tacho.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTextTest {
  @Test
  void samplesAreReadWithTheirLabels() throws IOException {
    MetricsText metrics =
        MetricsText.parse(
            """
            # HELP a_total Help.
            # TYPE a_total counter
            a_total{x="1",y="q\\"u\\\\o\\nte, }{="} 2.0
            a_total{x="1",y=""} 3.0 1700000000
            a_total{x="2",} 5e0
            plain 7
            empty{} +Inf
            """);

    assertThat(metrics.sum("a_total")).isEqualTo(10);
    assertThat(metrics.by("x", "a_total")).containsEntry("1", 5.0).containsEntry("2", 5.0);
    assertThat(metrics.label("a_total", "y")).isEqualTo("q\"u\\o\nte, }{=");
    assertThat(metrics.sum("plain")).isEqualTo(7);
    assertThat(metrics.sum("empty")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(metrics.has("b")).isFalse();
    assertThat(metrics.sum("b")).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "a",
        "a b",
        "a{",
        "a{x",
        "a{x=",
        "a{x=\"",
        "a{x=\"1",
        "a{x=\"1\"",
        "a{} "
      })
  void whatIsNoMetricIsAnError(String text) {
    assertThatThrownBy(() -> MetricsText.parse(text))
        .isInstanceOf(IOException.class)
        .hasMessage("no metrics in the text format: " + text);
  }
}

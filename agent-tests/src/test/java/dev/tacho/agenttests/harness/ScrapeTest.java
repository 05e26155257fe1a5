package dev.tacho.agenttests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every test that scrapes relies on this: what is wrong must not be read as if it were right. */
class ScrapeTest {
  private static final String HISTOGRAM =
      """
      # HELP wait_seconds Waiting.
      # TYPE wait_seconds histogram
      wait_seconds_bucket{route="/a",le="0.1"} 1
      wait_seconds_bucket{route="/a",le="1.0"} 3
      wait_seconds_bucket{route="/a",le="+Inf"} 3
      wait_seconds_count{route="/a"} 3
      wait_seconds_sum{route="/a"} 1.25
      # HELP asked_total Asked.
      # TYPE asked_total counter
      asked_total{by="a\\\\b\\"c\\nd"} 7.0
      asked_total 1.0E9
      """;

  private static final String OPEN_METRICS =
      """
      # TYPE wait_seconds histogram
      # UNIT wait_seconds seconds
      # HELP wait_seconds Waiting.
      wait_seconds_bucket{le="0.1"} 1 # {request_id="r-1"} 0.05 1700000000.000
      wait_seconds_bucket{le="+Inf"} 1
      wait_seconds_count 1
      wait_seconds_sum 0.05
      # TYPE asked counter
      asked_total 7.0
      # TYPE app info
      app_info{name="shop"} 1
      # EOF
      """;

  @Test
  void readsTheTextFormat() {
    Scrape scrape = Scrape.parse(HISTOGRAM);
    scrape.metric("wait_seconds_count").with("route", "/a").is(3);
    scrape.metric("asked_total").with("by", "a\\b\"c\nd").is(7);
    assertThat(scrape.samples()).hasSize(7);
    assertThat(scrape.exemplars()).isEmpty();
  }

  @Test
  void readsOpenMetrics() {
    Scrape scrape = Scrape.parseOpenMetrics(OPEN_METRICS);
    assertThat(scrape.samples()).hasSize(6);
    assertThat(scrape.exemplars())
        .containsExactly(new Scrape.Exemplar(Map.of("request_id", "r-1"), 0.05));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          asked_total 1.0E9 | asked_total{by="a\\\\b\\"c\\nd"} 1 | the series comes twice
          asked_total 1.0E9 | other_total 1                   | not a sample of asked_total
          asked_total 1.0E9 | asked_total -1                  | a count that is none
          asked_total 1.0E9 | asked_total NaN                 | a count that is none
          asked_total 1.0E9 | asked_total 1 1700000000        | expected  #
          asked_total 1.0E9 | asked_total{by="x",by="y"} 1    | a label that comes twice
          asked_total 1.0E9 | asked_total{1by="x"} 1          | not a name: 1by
          asked_total 1.0E9 | asked_total{by="x" to="y"} 1    | expected ,
          asked_total 1.0E9 | asked_total{by="\\t"} 1         | unknown escape
          asked_total 1.0E9 | asked_total 0x10                | not a number: 0x10
          asked_total 1.0E9 | asked_total 1 # {id="1"} 1      | exemplar in a bad place
          asked_total 1.0E9 | # TYPE asked_total gauge        | described twice
          asked_total 1.0E9 | # HELP wait_seconds Again.      | the family comes twice
          asked_total 1.0E9 | # a comment of mine             | unknown description
          asked_total 1.0E9 | # TYPE late gauge of sorts      | unknown type
          asked_total 1.0E9 | ~~                              | StringIndexOutOfBounds
          # TYPE asked_total counter | # HELP other x         | a sample without a type
          wait_seconds_count{route="/a"} 3 | wait_seconds_count{route="/a"} 4 | buckets of another
          wait_seconds_count{route="/a"} 3 | wait_seconds_count{route="/b"} 3 | no last bucket
          wait_seconds_sum{route="/a"} 1.25 | wait_seconds_sum{route="/a"} NaN | no sum of durations
          le="1.0"} 3       | le="1.0"} 0                     | buckets that are not cumulative
          le="1.0"} 3       | le="0.01"} 3                    | buckets out of order
          le="+Inf"} 3      | le="9"} 3                       | no last bucket
          Waiting.          | Wai\\ting.                      | unknown escape
          """)
  void refusesWhatIsWrong(String right, String wrong, String complaint) {
    String text = HISTOGRAM.replace(right, wrong);
    assertThat(text).isNotEqualTo(HISTOGRAM);
    assertThatThrownBy(() -> Scrape.parse(text))
        .isInstanceOf(AssertionError.class)
        .hasStackTraceContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          asked_total 7.0   | asked 7.0            | not a sample of the counter asked
          # {request_id="r-1"} 0.05 | # {request_id="r-1"} 0.5 | an exemplar outside of its bucket
          _sum 0.05         | _sum 0.05 # {a="b"} 1 | exemplar in a bad place
          UNIT wait_seconds seconds | UNIT wait_seconds bytes | not its unit
          # TYPE app info   | # TYPE app untyped   | unknown type
          # EOF             | # EOL                | does not end with # EOF
          # TYPE app info   | # EOF                | not a description
          """)
  void refusesWhatIsWrongInOpenMetrics(String right, String wrong, String complaint) {
    String text = OPEN_METRICS.replace(right, wrong);
    assertThat(text).isNotEqualTo(OPEN_METRICS);
    assertThatThrownBy(() -> Scrape.parseOpenMetrics(text))
        .isInstanceOf(AssertionError.class)
        .hasStackTraceContaining(complaint);
  }

  @Test
  void refusesAnExemplarThatIsTooLong() {
    String fits = OPEN_METRICS.replace("r-1", "i".repeat(118));
    assertThat(Scrape.parseOpenMetrics(fits).exemplars()).hasSize(1);
    assertThatThrownBy(() -> Scrape.parseOpenMetrics(OPEN_METRICS.replace("r-1", "i".repeat(119))))
        .hasMessageStartingWith("an exemplar that is too long");
  }
}

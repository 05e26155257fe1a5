package dev.tacho.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PromQlTest {
  @Test
  void namesSeriesAndNotFunctionsOrAggregations() {
    PromQl read =
        PromQl.of(
            """
            # a rate {of} nothing
            histogram_quantile(0.95, sum by (job, le) (rate(a_bucket[5m])))
              or sum(rate(b{job="x"}[$__rate_interval])) without (pod) > bool 1e-3 * job:c:d offset 1h
            """);

    assertThat(read.metrics()).containsExactly("a_bucket", "b", "job:c:d");
    assertThat(read.groupingLabels()).containsExactly("job", "le", "pod");
  }

  @Test
  void tellsTheLabelsThatChoose() {
    assertThat(PromQl.of("a{status=~\"5..|}\", job!='x',}").selectors())
        .containsExactly(new PromQl.Selector("a", Map.of("status", "=~5..|}", "job", "!=x")));
    assertThat(PromQl.of("{__name__=\"a\", b=\"c\"}").selectors())
        .containsExactly(new PromQl.Selector("a", Map.of("b", "=c")));
  }

  @Test
  void takesLabelsOfJoinsForNoSeries() {
    PromQl read =
        PromQl.of("a / on (job) group_left (version) b{} and on () c unless ignoring(d) e");

    assertThat(read.metrics()).containsExactly("a", "b", "c", "e");
    assertThat(read.groupingLabels()).containsExactly("d", "job", "version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vector(1)",
        "1 - 0x1F + .5 + Inf + NaN",
        "label_replace(vector(1), \"a\", \"$1\", \"b\", \"(.*)\")",
        "count_values(\"version\", vector(1))",
        "time() - 1h30m",
        "${metric}",
      })
  void findsNoSeriesWhereThereIsNone(String expression) {
    assertThat(PromQl.of(expression).metrics()).isEmpty();
  }
}

package dev.tacho.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.monitoring.rules.RuleTests.Expectation;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alert has tests of promtool; PromtoolTest runs them. */
final class AlertTestsTest {
  private static List<Expectation> expectations;

  @BeforeAll
  static void read() throws Exception {
    expectations = RuleTests.expectations(Alerts.FOLDER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#alerts")
  void eachAlertIsMadeToFireWithItsTexts(Rule alert) {
    assertThat(of(alert))
        .flatExtracting(Expectation::firing)
        .isNotEmpty()
        .allSatisfy(
            firing -> assertThat(firing.containsKey("exp_annotations")).as("annotations").isTrue());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#alerts")
  void eachAlertIsSilentBelow(Rule alert) {
    assertThat(of(alert))
        .anySatisfy(
            silent -> {
              assertThat(silent.firing()).isEmpty();
              assertThat(of(alert))
                  .noneMatch(earlier -> fires(earlier) && precedes(earlier, silent));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tacho.monitoring.rules.Alerts#alerts")
  void eachAlertResolves(Rule alert) {
    assertThat(of(alert))
        .anySatisfy(
            resolved -> {
              assertThat(resolved.firing()).isEmpty();
              assertThat(of(alert))
                  .anyMatch(earlier -> fires(earlier) && precedes(earlier, resolved));
            });
  }

  @Test
  void noTestIsOfAnAlertThatIsNot() throws Exception {
    assertThat(expectations.stream().map(Expectation::alert).collect(Collectors.toSet()))
        .isSubsetOf(Alerts.alerts().stream().map(Rule::name).toList());
  }

  private static List<Expectation> of(Rule alert) {
    return expectations.stream().filter(test -> test.alert().equals(alert.name())).toList();
  }

  private static boolean fires(Expectation expectation) {
    return !expectation.firing().isEmpty();
  }

  private static boolean precedes(Expectation one, Expectation other) {
    return one.test().equals(other.test()) && one.time().compareTo(other.time()) < 0;
  }
}

package dev.tacho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tacho.cli.UsageException;
import java.nio.file.Paths;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckOptionsTest {
  private static final String NEEDED = "--base-url http://h --plan p ";

  @Test
  void valuesFollowOrAreAttached() {
    CheckOptions options =
        parse(
            "--base-url http://h:1/x --plan=p.json --rate 0.5 --duration=2m --warmup 0s --seed=-3"
                + " --max-in-flight 7 --max-late=100% --report r --junit j --compare c"
                + " --push-gateway=http://g:9091");

    assertThat(options.baseUrl).isEqualTo("http://h:1/x");
    assertThat(options.plan).isEqualTo(Paths.get("p.json"));
    assertThat(options.ratePerSecond).isEqualTo(0.5);
    assertThat(options.durationNanos).isEqualTo(120_000_000_000L);
    assertThat(options.warmupNanos).isZero();
    assertThat(options.seed).isEqualTo(-3);
    assertThat(options.maxInFlight).isEqualTo(7);
    assertThat(options.maxLateRatio).isEqualTo(1);
    assertThat(options.report).isEqualTo(Paths.get("r"));
    assertThat(options.junit).isEqualTo(Paths.get("j"));
    assertThat(options.compare).isEqualTo(Paths.get("c"));
    assertThat(options.pushGateway).isEqualTo("http://g:9091");
  }

  @Test
  void defaultsAreThoseOfTheHelp() {
    CheckOptions options = parse(NEEDED.trim());

    assertThat(options.ratePerSecond).isEqualTo(10);
    assertThat(options.durationNanos).isEqualTo(60_000_000_000L);
    assertThat(options.warmupNanos).isEqualTo(10_000_000_000L);
    assertThat(options.seed).isEqualTo(1);
    assertThat(options.maxInFlight).isEqualTo(500);
    assertThat(options.maxLateRatio).isEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--plan p | --base-url is needed.",
        "--base-url http://h | --plan is needed.",
        "--plan | --plan: expected a value after it.",
        "--speed 9 | --speed: expected one of --base-url, --plan, --rate, --duration, --warmup, --seed,"
            + " --max-in-flight, --max-late, --report, --junit, --compare, --push-gateway.",
        "check | check: no argument of check.",
        "--base-url h:8080 | --base-url: expected a URL such as http://localhost:8080, without user"
            + " and query, not h:8080.",
        "--base-url http://u:p@h | --base-url: expected a URL such as http://localhost:8080,"
            + " without user and query, not http://u:p@h.",
        "--push-gateway x | --push-gateway: expected a URL such as http://localhost:8080, without"
            + " user and query, not x.",
        "--rate 0 | --rate: expected a number from 0.01 to 100000, requests per second, not 0.",
        "--rate fast | --rate: expected a number from 0.01 to 100000, requests per second, not"
            + " fast.",
        "--duration 60 | --duration: expected a duration such as 30s or 5m, not 60.",
        "--warmup x | --warmup: expected a duration such as 30s or 5m, not x.",
        "--seed 1.5 | --seed: expected an integer, not 1.5.",
        "--max-in-flight 0 | --max-in-flight: expected an integer from 1 to 10000, not 0.",
        "--max-late 2 | --max-late: expected a share such as 1% or 0.01, not 2.",
        "--duration 0s | --rate and --duration: expected at least one" + " request to be due.",
      })
  void mistakesAreNamed(String arguments, String message) {
    boolean isAboutTheNeeded = message.endsWith("is needed.");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> parse((isAboutTheNeeded ? "" : NEEDED) + arguments))
        .withMessage(message);
  }

  private static CheckOptions parse(String arguments) {
    return CheckOptions.parse(Arrays.asList(arguments.split(" ", -1)));
  }
}

package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParsersTest {
  private static final long HOUR_MILLIS = 3_600_000;

  @ParameterizedTest
  @CsvSource({"true,true", "TRUE,true", "false,false", "False,false"})
  void booleanIsReadInAnyCase(String text, boolean value) {
    assertThat(Parsers.bool().parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "1", "tru"})
  void nothingElseIsABoolean(String text) {
    assertThat(Parsers.bool().parse(text)).isNull();
  }

  @Test
  void integerIncludesBothEndsOfItsRange() {
    Option.Parser<Integer> parser = Parsers.integer(10, 20);

    assertThat(parser.parse("9")).isNull();
    assertThat(parser.parse("10")).isEqualTo(10);
    assertThat(parser.parse("20")).isEqualTo(20);
    assertThat(parser.parse("21")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ten", "10.0", "1 0", "99999999999999999999"})
  void integerIsDigitsOnly(String text) {
    assertThat(Parsers.integer(0, Integer.MAX_VALUE).parse(text)).isNull();
  }

  @Test
  void textIsNeitherEmptyNorTooLong() {
    Option.Parser<String> parser = Parsers.text(3);

    assertThat(parser.parse("")).isNull();
    assertThat(parser.parse("abc")).isEqualTo("abc");
    assertThat(parser.parse("abcd")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, 1_000_000",
    "250ms, 250_000_000",
    "1s, 1_000_000_000",
    "0.5s, 500_000_000",
    "1.5ms, 1_500_000",
    "5m, 300_000_000_000",
    "1h, 3_600_000_000_000"
  })
  void durationIsANumberWithItsUnit(String text, String nanos) {
    assertThat(Parsers.duration(1, HOUR_MILLIS).parse(text))
        .isEqualTo(Long.parseLong(nanos.replace("_", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.9ms", "0s", "61m", "1.1h", "99999999999999999999h"})
  void durationOutOfRangeIsNone(String text) {
    assertThat(Parsers.duration(1, HOUR_MILLIS).parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "250", "ms", ".s", "1.2.3s", "-1s", "1 s", "1S", "1us", "1sec", "NaNs"})
  void everythingElseIsNoDuration(String text) {
    assertThat(Parsers.duration(1, HOUR_MILLIS).parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"99.9%, 0.999", "0.999, 0.999", "99.95%, 0.9995", "50%, 0.5", ".5, 0.5", "1%, 0.01"})
  void ratioIsAShareOrAPercentage(String text, double ratio) {
    assertThat(Parsers.ratio().parse(text)).isEqualTo(ratio);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "%", ".", "0", "0%", "1", "100%", "99.9", "101%", "-5%", "1.2.3%", "9e-1", "99.9 %",
        "99.9%%", "NaN"
      })
  void everythingElseIsNoRatio(String text) {
    assertThat(Parsers.ratio().parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Request-ID", "a", "!#$%&'*+-.^_`|~09azAZ"})
  void aTokenIsWhatHeadersAreCalled(String text) {
    assertThat(Parsers.token(100).parse(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X Request", "X:Y", "X/Y", "X\"", "(X)", "X@", "X\r\nY", "\u00e4"})
  void everythingElseIsNoToken(String text) {
    assertThat(Parsers.token(100).parse(text)).isNull();
  }

  @Test
  void aTokenIsNoLongerThanItMayBe() {
    assertThat(Parsers.token(3).parse("abc")).isEqualTo("abc");
    assertThat(Parsers.token(3).parse("abcd")).isNull();
  }

  @Test
  void aChoiceIsNamedInAnyCase() {
    Option.Parser<RequestIdMode> parser = Parsers.oneOf(RequestIdMode.values());

    assertThat(parser.parse("off")).isEqualTo(RequestIdMode.OFF);
    assertThat(parser.parse("Accept")).isEqualTo(RequestIdMode.ACCEPT);
    assertThat(parser.parse("accepted")).isNull();
    assertThat(parser.parse("")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1000B,1000", "10KB,10240", "1.5KB,1536", "10MB,10485760", "1GB,1073741824"})
  void sizeIsANumberWithItsUnit(String text, long bytes) {
    assertThat(Parsers.size(1000, 1 << 30).parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "MB", "10mb", "10 MB", "10TB", "1.2.3KB", "999B", "1025MB"})
  void nothingElseIsASize(String text) {
    assertThat(Parsers.size(1000, 1 << 30).parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a", "https://a.example.com:8443/hook?x=1", "HTTPS://[::1]/"})
  void urlIsOneOfHttp(String text) {
    assertThat(Parsers.url(100, false).parse(text)).isEqualTo(text);
    assertThat(Parsers.url(100, true).parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a.example.com", "ftp://a/", "http:///x", "http://a b/", "http://u@a"})
  void nothingElseIsAUrl(String text) {
    assertThat(Parsers.url(100, false).parse(text)).isNull();
  }

  @Test
  void dsnNamesAUserAndAPath() {
    Option.Parser<String> parser = Parsers.url(100, true);

    assertThat(parser.parse("https://key@sentry.example.com/1")).isNotNull();
    assertThat(parser.parse("https://key:secret@sentry.example.com/team/1")).isNotNull();
    assertThat(parser.parse("https://key@sentry.example.com/")).isNull();
    assertThat(parser.parse("https://sentry.example.com/1")).isNull();
  }
}

package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathPatternsTest {
  private static final int ROOT_CONTEXT = 0;

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/health, /health",
    "/img/*, /img",
    "/img/*, /img/",
    "/img/*, /img/a",
    "/img/*, /img/a/b",
    "/img/*, /img//a",
    "/actuator/health*, /actuator/health",
    "/actuator/health*, /actuator/healthy",
    "/actuator/health*, /actuator/health/liveness",
    "/*, /",
    "/*, /a/b",
    "/w/{page}, /w/1",
    "/w/{page}, /w/%00",
    "/w/{page}/edit, /w/1/edit",
    "/{a}/{b-c}, /x/y",
    "/{a}/*, /x",
    "/{a}/*, /x/y/z",
    "/a/*/c, /a/b/c",
    "/a/*/c, /a//c",
    "/files/*.css, /files/main.css",
    "/files/*.css, /files/.css",
    "/files/*.css, /files/a.css.css",
    "/files/*a*b, /files/xaababb",
    "/*/x/*, /a/x",
    "//img, //img",
    "/%C3%A9, /%C3%A9",
  })
  void patternMatchesPath(String pattern, String path) {
    assertThat(patterns(pattern).match(path, ROOT_CONTEXT)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/, /a",
    "/, //",
    "/health, /health/",
    "/health, /healthy",
    "/health, /Health",
    "/health, /",
    "/health, health",
    "/health, //health",
    "/img/*, /imgs",
    "/img/*, /im",
    "/img/a*, /img",
    "/w/{page}, /w",
    "/w/{page}, /w/",
    "/w/{page}, /w/1/",
    "/w/{page}, /w/1/2",
    "/w/{page}, /w//",
    "/w/{page}/edit, /w//edit",
    "/{a}/*, /",
    "/a/*/c, /a/b/b/c",
    "/a/*/c, /a/c",
    "/a/*/c, /a/b/c/d",
    "/files/*.css, /files/main.css/",
    "/files/*.css, /files/css",
    "/files/*.css, /files/a/main.css",
    "/files/*a*b, /files/bbbaaa",
    "/w/{page}, /w{page}",
    "/%C3%A9, /%c3%a9",
  })
  void patternDoesNotMatchPath(String pattern, String path) {
    assertThat(patterns(pattern).match(path, ROOT_CONTEXT)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/w/1?page=2",
        "/w/1;v=2",
        "/w;a=b/1",
        "/w;a/1;b;c?d/e;f",
        "/w/1;?/",
        "/w/1?x=/y;z",
      })
  void queryAndPathParametersDoNotBelongToThePath(String uri) {
    assertThat(patterns("/w/{page}").match(uri, ROOT_CONTEXT)).isZero();
    assertThat(patterns("/*/1").match(uri, ROOT_CONTEXT)).isZero();
    assertThat(patterns("/w").match(uri, ROOT_CONTEXT)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/w/;v=2", "/;a/1", "/w;/;x?/1"})
  void segmentOfParametersAloneIsEmpty(String uri) {
    assertThat(patterns("/w/{page};/{w}/1").match(uri, ROOT_CONTEXT)).isEqualTo(-1);
  }

  @Test
  void firstPatternThatMatchesWins() {
    PathPatterns patterns = patterns("/w/new; /w/{page} ;/w/*");

    assertThat(patterns.match("/w/new", ROOT_CONTEXT)).isEqualTo(0);
    assertThat(patterns.match("/w/old", ROOT_CONTEXT)).isEqualTo(1);
    assertThat(patterns.match("/w/old/1", ROOT_CONTEXT)).isEqualTo(2);
    assertThat(patterns.match("/x", ROOT_CONTEXT)).isEqualTo(-1);
    assertThat(patterns.text(1)).isEqualTo("/w/{page}");
    assertThat(patterns.size()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/health, /shop/health, 5",
    "/health, /shop/health, 5",
    "/health, /shop;a=b/health, 5",
    "/, /shop/, 5",
    "/, /shop, 5",
    "/, /shop;a=b, 5",
    "/, /shop?a=b, 5",
    "/*, /shop, 5",
    "/x/health, /x/x/health, 2",
  })
  void patternMatchesPathWithinTheContextAsWell(String pattern, String uri, int contextLength) {
    assertThat(patterns(pattern).match(uri, contextLength)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/health, /shop/health, 0",
    "/health, /shop/health, 4",
    "/health, /shop/health, 6",
    "/health, /shop/healthy, 5",
    "/health, /shop/health, 99",
    "/, /shop/a, 5",
    "/, /shopping, 5",
    "/p/health, /shop/health, 3",
  })
  void nothingElseIsWithinTheContext(String pattern, String uri, int contextLength) {
    assertThat(patterns(pattern).match(uri, contextLength)).isEqualTo(-1);
  }

  @Test
  void earlierPatternWinsOverOneThatMatchesTheWholePath() {
    assertThat(patterns("/health;/shop/health").match("/shop/health", 5)).isZero();
  }

  @Test
  void noPathIsTheRoot() {
    assertThat(patterns("/").match(null, ROOT_CONTEXT)).isZero();
    assertThat(patterns("/").match("", 5)).isZero();
    assertThat(patterns("/").match("?a=b", ROOT_CONTEXT)).isZero();
    assertThat(patterns("/a").match(null, ROOT_CONTEXT)).isEqualTo(-1);
  }

  @Test
  void whatIsNoTextAtAllDoesNoHarm() {
    String invalid =
        new String(new byte[] {'/', (byte) 0xff, 0, (byte) 0xc3}, StandardCharsets.UTF_8);

    assertThat(patterns("/{any}").match(invalid, ROOT_CONTEXT)).isZero();
    assertThat(patterns("/a").match("/a\0b", ROOT_CONTEXT)).isEqualTo(-1);
    assertThat(patterns("/a").match("/a\0\ud800", ROOT_CONTEXT)).isEqualTo(-1);
    assertThat(patterns("/{any}").match("*", ROOT_CONTEXT)).isEqualTo(-1);
    assertThat(patterns("/{any}").match(";", 1)).isEqualTo(-1);
  }

  @Test
  void veryLongPathsAreReadOncePerPattern() {
    String segment = "a".repeat(100_000);

    assertThat(patterns("/*a*a*a*b").match("/" + segment, ROOT_CONTEXT)).isEqualTo(-1);
    assertThat(patterns("/*a*a*a*b").match("/" + segment + "b", ROOT_CONTEXT)).isZero();
    assertThat(patterns("/*a;/{b}/*").match("/;x".repeat(50_000), ROOT_CONTEXT)).isEqualTo(-1);
    assertThat(patterns("/a;/*").match("/" + segment, ROOT_CONTEXT)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", " ; "})
  void noPatternMatchesNothing(String text) {
    assertThat(patterns(text).match("/", ROOT_CONTEXT)).isEqualTo(-1);
    assertThat(patterns(text).size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "health",
        "*",
        "/a;b",
        "/a/**",
        "/**/a",
        "/{}",
        "/{",
        "/a}",
        "/{a",
        "/a{b}",
        "/{a}b",
        "/{a}*",
        "/*{a}",
        "/{{a}}",
        "/{a/b}",
        "/{a:[0-9]+}",
        "/a b",
        "/a?b",
        "/a#b",
        "/a\0b",
      })
  void everythingElseIsNoPattern(String text) {
    assertThat(PathPatterns.parse(text)).isNull();
  }

  @Test
  void patternsAreBoundedInLengthAndNumber() {
    assertThat(PathPatterns.parse("/" + "a".repeat(119))).isNotNull();
    assertThat(PathPatterns.parse("/" + "a".repeat(120))).isNull();
    assertThat(PathPatterns.parse("/a;".repeat(200))).isNotNull();
    assertThat(PathPatterns.parse("/a;".repeat(201))).isNull();
  }

  private static PathPatterns patterns(String text) {
    PathPatterns patterns = PathPatterns.parse(text);
    assertThat(patterns).as("patterns " + text).isNotNull();
    return patterns;
  }
}

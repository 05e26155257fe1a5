package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

final class NormalizedPathTest {
  @ParameterizedTest
  @CsvSource({
    "/members/42, /members/{id}",
    "/members/42/orders/7, /members/{id}/orders/{id}",
    "/members/0042/, /members/{id}/",
    "/files/123e4567-e89b-12d3-a456-426614174000, /files/{uuid}",
    "/files/123E4567-E89B-12D3-A456-426614174000/page/3, /files/{uuid}/page/{id}",
    "/reset/d41d8cd98f00b204e9800998ecf8427e, /reset/{token}",
    "/commits/0123456789abcdef, /commits/{token}",
    "/share/dGhpcyBpcyBhIHRva2VuIDEyMw3d==, /share/{token}",
    "/watch/4fGhJk_9sLmN2pQrStUvWx, /watch/{token}",
  })
  void variableSegmentsBecomePlaceholders(String uri, String expected) {
    assertThat(normalized(uri)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internationalization-settings",
        "/api/v1/orders",
        "/login/2fa",
        "/oauth2/callback",
        "/feed/deadbeef",
        "/effaced",
        "/order-confirmation-page",
        "/Kundenverwaltung_Übersicht",
        "/static/app.3f2a91.js",
        "/a-b-c-d-e",
        "/_search",
        "/users/%C3%A4nne",
        "/{id}",
      })
  void ordinaryWordsStand(String uri) {
    assertThat(normalized(uri)).isEqualTo(uri);
  }

  @Test
  void hexadecimalTextBelowSixteenCharactersStands() {
    assertThat(normalized("/x/0123456789abcde")).isEqualTo("/x/0123456789abcde");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"/", "//", "?a=b", "/?a=b", "/;jsessionid=1", ";x"})
  void pathWithoutSegmentsIsTheRoot(String uri) {
    assertThat(normalized(uri)).isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b?id=42&next=/c/d, /a/b",
    "/a;jsessionid=8F3C/b;v=1, /a/b",
    "/members/42;jsessionid=8F3C, /members/{id}",
    "/a/;jsessionid=8F3C, /a",
    "/a;b?c;d, /a",
  })
  void queryAndPathParametersAreDropped(String uri, String expected) {
    assertThat(normalized(uri)).isEqualTo(expected);
  }

  @Test
  void trailingSlashStandsBecauseItIsAnotherPathToTheApplication() {
    assertThat(normalized("/a/")).isEqualTo("/a/");
    assertThat(normalized("/a")).isEqualTo("/a");
  }

  @Test
  void repeatedSlashesCountOnce() {
    assertThat(normalized("//a///b//")).isEqualTo("/a/b/");
  }

  @Test
  void pathThatDoesNotBeginWithASlashGetsOne() {
    assertThat(normalized("a/b")).isEqualTo("/a/b");
  }

  @Test
  void atMostEightSegmentsRemain() {
    assertThat(normalized("/a/b/c/d/e/f/g/h")).isEqualTo("/a/b/c/d/e/f/g/h");
    assertThat(normalized("/a/b/c/d/e/f/g/h/i/j/")).isEqualTo("/a/b/c/d/e/f/g/h");
  }

  @Test
  void atMostOneHundredAndTwentyCharactersRemain() {
    assertThat(normalized("/" + "x".repeat(200))).isEqualTo("/" + "x".repeat(119));
    assertThat(normalized("/" + "x".repeat(115) + "/42")).isEqualTo("/" + "x".repeat(115) + "/{id");
  }

  @Test
  void controlCharactersAreDropped() {
    assertThat(normalized("/a\n\u0000\u0085b\u007f/\tc")).isEqualTo("/ab/c");
    assertThat(new NormalizedPath().set("/a/\u0001/b")).isEqualTo(new NormalizedPath().set("/a/b"));
  }

  @Test
  void oneObjectIsSetAgainAndAgain() {
    NormalizedPath path = new NormalizedPath();

    path.set("/a/very/long/path/to/begin/with");

    assertThat(path.set("/b")).hasToString("/b").isEqualTo(new NormalizedPath().set("/b"));
  }

  @Test
  void pathsAreEqualIfTheirNormalFormsAre() {
    NormalizedPath one = new NormalizedPath().set("/members/1?x");
    NormalizedPath two = new NormalizedPath().set("/members/22");

    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
    assertThat(one).isNotEqualTo(new NormalizedPath().set("/members"));
    // The same hash: 'A' * 31 + 'a' is 'B' * 31 + 'B'.
    assertThat(new NormalizedPath().set("/Aa")).isNotEqualTo(new NormalizedPath().set("/BB"));
  }

  @Test
  void aCopyDoesNotChangeWithItsOriginal() {
    NormalizedPath original = new NormalizedPath().set("/a");
    NormalizedPath copy = original.copy();

    original.set("/b");

    assertThat(copy).hasToString("/a").isEqualTo(new NormalizedPath().set("/a"));
  }

  @Test
  void anyTextGivesAPathWithinTheBounds() {
    Random random = new Random(42);
    String alphabet = "////;;??aZ0-_=%.{}\\\u0001\n\u0085é漢 ";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder uri = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        uri.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }

      String path = normalized(uri.toString());

      assertThat(path).as("path of <%s>", uri).startsWith("/").hasSizeLessThanOrEqualTo(120);
      assertThat(path).doesNotContain("?", ";").doesNotContain("//");
      assertThat(path.chars()).noneMatch(Character::isISOControl);
      assertThat(path.chars().filter(c -> c == '/').count()).isLessThanOrEqualTo(8);
    }
  }

  private static String normalized(String uri) {
    return new NormalizedPath().set(uri).toString();
  }
}

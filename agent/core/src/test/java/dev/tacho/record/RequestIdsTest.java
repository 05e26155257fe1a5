package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.metrics.TestFamilies;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestIdsTest {
  private static final String LONGEST = "x".repeat(128);

  private final UniqueIds.Scratch scratch = new UniqueIds.Scratch();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "0af7651916cd43dd8448eb211c80319c",
        "0af76519-16cd-43dd-8448-eb211c80319c",
        "Root=1-67891233-abcdef012345678912345678",
        "service/node:17.a+b_c==",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/+=-"
      })
  void aWellFormedIdIsAccepted(String sent) {
    assertThat(ids("").accept(sent, scratch)).isSameAs(sent);
  }

  @Test
  void anIdMayHave128CharactersAndNoMore() {
    assertThat(ids("").accept(LONGEST, scratch)).isSameAs(LONGEST);
    assertThat(isNew(ids("").accept(LONGEST + "x", scratch))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\nb",
        "a\rb",
        "a\tb",
        "a\0b",
        "a\"b",
        "a'b",
        "a<b",
        "a;b",
        "a,b",
        "a%0ab",
        "a{b}",
        "a\\b",
        "a@b",
        "a`b",
        "a[b",
        "a~b",
        "a\u007fb",
        "a\u0080b",
        "ä",
        "\u0661",
        "a\uff0fb"
      })
  void anyOtherIdIsReplaced(String sent) {
    assertThat(isNew(ids("").accept(sent, scratch))).isTrue();
  }

  @Test
  void everyOtherAsciiCharacterIsRefused() {
    String allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/+=-";
    for (char c = 0; c < 0x200; c++) {
      assertThat(RequestIds.isWellFormed("a" + c))
          .as("character %s", (int) c)
          .isEqualTo(allowed.indexOf(c) >= 0);
    }
  }

  @Test
  void aRequestWithoutIdGetsANewOne() {
    RequestIds ids = ids("");

    String first = ids.accept(null, scratch);

    assertThat(isNew(first)).isTrue();
    assertThat(ids.accept(null, scratch)).isNotEqualTo(first);
  }

  @Test
  void whatStrangersSendIsNotAcceptedWhereIdsAreGenerated() {
    assertThat(isNew(ids("request-id=generate").accept("sent", scratch))).isTrue();
  }

  @Test
  void thereIsNoHeaderWhereIdsAreOff() {
    assertThat(ids("").header()).isEqualTo("X-Request-ID");
    assertThat(ids("request-id-header=X-Correlation-Id").header()).isEqualTo("X-Correlation-Id");
    assertThat(ids("request-id=off").header()).isNull();
  }

  @Test
  void anIdIsToldToTheHostsOfTheConfigurationOnly() {
    assertThat(ids("").mayTell("127.0.0.1")).isTrue();
    assertThat(ids("").mayTell("orders")).isFalse();
    assertThat(ids("").mayTell(null)).isFalse();
    assertThat(ids("propagate-to=orders").mayTell("orders")).isTrue();
    assertThat(ids("propagate-to=orders").mayTell("127.0.0.1")).isFalse();
  }

  private static RequestIds ids(String arguments) {
    return new RequestIds(TestFamilies.config(arguments), new UniqueIds(1, 2));
  }

  private static boolean isNew(String id) {
    return UUID.fromString(id).version() == 4;
  }
}

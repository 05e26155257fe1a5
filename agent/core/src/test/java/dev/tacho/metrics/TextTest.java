package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextTest {
  @Test
  void ordinaryTextStands() {
    assertThat(Text.label("Übersicht \"42\" {漢}", 120)).isEqualTo("Übersicht \"42\" {漢}");
  }

  @Test
  void controlCharactersAreStripped() {
    assertThat(Text.label("a\r\n\tb\u0000c\u007fd\u0085e", 120)).isEqualTo("abcde");
  }

  @Test
  void longTextIsCutAfterStripping() {
    assertThat(Text.label("\nabcdef", 3)).isEqualTo("abc");
  }

  @Test
  void emptyTextStaysEmpty() {
    assertThat(Text.label("", 120)).isEmpty();
  }
}

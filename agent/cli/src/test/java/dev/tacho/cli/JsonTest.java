package dev.tacho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @Test
  void everyKindOfValueHasItsType() throws IOException {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("text", "a\"b\n\u00e9\ud83d\ude00");
    expected.put("numbers", Arrays.asList(1.0, -2.5, 1e-7, 1.8446744073709552e19));
    expected.put("yes", true);
    expected.put("no", false);
    expected.put("nothing", null);
    expected.put("nested", Collections.singletonMap("list", Collections.emptyList()));
    String text =
        "{\"text\":\"a\\\"b\\n\u00e9\ud83d\ude00\",\"numbers\":[1,-2.5,1e-7,18446744073709551616],"
            + "\"yes\":true,\"no\":false,\"nothing\":null,\"nested\":{\"list\":[]}}\n";
    assertThat(Json.parse("test", text)).isEqualTo(expected);
    assertThat(Json.read("test", new ByteArrayInputStream(text.getBytes(UTF_8))))
        .isEqualTo(expected);
  }

  @Test
  void anObjectKeepsTheOrderOfItsFields() throws IOException {
    assertThat(((Map<?, ?>) Json.parse("test", "{\"z\":1,\"a\":2,\"m\":3}")).keySet().toArray())
        .containsExactly("z", "a", "m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              | 1 | 1 | it ends where a value is expected",
        "{               | 1 | 2 | close marker",
        "{'a':1          | 1 | 7 | close marker",
        "[1] 2           | 1 | 5 | expected nothing more",
        "{'a':1,'a':2}   | 1 | 11 | Duplicate field 'a'",
        "[1,#2,x]        | 2 | 3 | Unrecognized token 'x'",
        "[NaN]           | 1 | 5 | 'NaN'",
      })
  void whatIsNotJsonIsToldWithItsPlace(String text, int line, int column, String message) {
    String json = text.replace('\'', '"').replace('#', '\n');
    assertThatThrownBy(() -> Json.parse("plan.json", json))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("plan.json, line " + line + ", column " + column + ": ")
        .hasMessageContaining(message);
  }
}

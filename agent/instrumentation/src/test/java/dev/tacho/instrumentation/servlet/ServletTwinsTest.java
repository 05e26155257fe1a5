package dev.tacho.instrumentation.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jakarta package is generated from the javax one; each may know its own API only. */
final class ServletTwinsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"ServletInstrumentation", "EnterAdvice", "ExitAdvice", "StartAsyncAdvice"})
  void eachTwinNamesTypesOfItsOwnApiOnly(String className) throws IOException {
    assertThat(constants("javax", className)).contains("javax/servlet/").doesNotContain("jakarta");
    assertThat(constants("jakarta", className))
        .contains("jakarta/servlet/")
        .doesNotContain("javax");
  }

  /** A class file as text, in which the names of types and the strings stand out. */
  private static String constants(String twin, String className) throws IOException {
    try (InputStream in =
        ServletTwinsTest.class.getResourceAsStream(twin + "/" + className + ".class")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}

package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTemplateTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/shop,    \"\",  /members/{id},  /shop/members/{id}",
        "/shop,    /api,  /members/{id},  /shop/api/members/{id}",
        "\"\",     /api,  /members/{id},  /api/members/{id}",
        "\"\",     \"\",  /members/{id},  /members/{id}",
        "/shop,    /api,  members/{id},   /shop/api/members/{id}",
        "/shop/,   /api/, /members/{id},  /shop/api/members/{id}",
        "/shop/,   \"\",  \"\",           /shop/",
        "/shop,    \"\",  \"\",           /shop",
        "/shop,    \"\",  /,              /shop",
        "/shop,    /,     /,              /shop",
        "\"\",     \"\",  \"\",           /",
        "\"\",     \"\",  members,        /members",
        "/shop,    \"\",  /members/,      /shop/members/",
      })
  void thePartsAreJoinedByOneSlashEach(
      String contextPath, String servletPath, String template, String label) {
    assertThat(RouteTemplate.label(contextPath, servletPath, template)).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "/orders/{id:\\d+} > /orders/{id}",
        "/orders/{id: [0-9]{4}-[0-9]{2}}/lines > /orders/{id}/lines",
        "/{ id : .* }/{name:(?:a|b):c} > /{id}/{name}",
        "/files/{*path} > /files/{*path}",
        "/at/12:30 > /at/12:30",
      })
  void aVariableIsWithoutItsPattern(String template, String label) {
    assertThat(RouteTemplate.label("", "", template)).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/**", "/*", "**"})
  void everythingDeclaresNothing(String template) {
    assertThat(RouteTemplate.declares(template)).isFalse();
  }

  @Test
  void everythingBelowAPathDeclaresThatPath() {
    assertThat(RouteTemplate.declares("/files/**")).isTrue();
    assertThat(RouteTemplate.declares("/")).isTrue();
    assertThat(RouteTemplate.declares("")).isTrue();
  }
}

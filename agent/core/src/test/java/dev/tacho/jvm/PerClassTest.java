package dev.tacho.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PerClassTest {
  private final AtomicInteger computed = new AtomicInteger();
  private final PerClass<String> names =
      new PerClass<>() {
        @Override
        protected String compute(Class<?> type) {
          computed.incrementAndGet();
          return type.getSimpleName();
        }
      };

  @Test
  void aValueIsComputedOnceForItsClass() {
    assertThat(names.get(String.class)).isEqualTo("String");
    assertThat(names.get(String.class)).isEqualTo("String");
    assertThat(names.get(Object.class)).isEqualTo("Object");
    assertThat(computed).hasValue(2);
  }

  @Test
  void whatWasTakenBackIsComputedAnew() {
    names.get(String.class);
    PerClass.removeAll();

    assertThat(names.get(String.class)).isEqualTo("String");
    assertThat(computed).hasValue(2);
  }
}

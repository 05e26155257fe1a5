package dev.tacho.instrumentation.methods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.instrumentation.WovenLibrary;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Test;

/** The pattern {@code com.acme.named.*.*=method} of all tests here. */
final class RefusedPatternTest {
  private final ClassLoader loader = WovenLibrary.jdkAndFacade();

  @Test
  void whatWasWovenBeforeThereWasTooMuchIsTakenOutAgain() throws Exception {
    Class<?> first = load("com.acme.named.First", 150);
    first.getMethod("m7").invoke(null);
    assertThat(counted()).containsExactly("{method=\"First.m7\",status=\"success\"} 1");
    assertThat(isWoven(first)).isTrue();
    WovenLibrary.tendNamedMethods();
    assertThat(isWoven(first)).as("as there is nothing to refuse yet").isTrue();

    Class<?> second = load("com.acme.named.Second", 51);
    second.getMethod("m7").invoke(null);
    first.getMethod("m7").invoke(null);
    assertThat(isWoven(second)).isFalse();
    WovenLibrary.tendNamedMethods();

    assertThat(isWoven(first)).isFalse();
    assertThat(first.getMethod("m7").invoke(null)).isEqualTo(7);
    assertThat(counted()).containsExactly("{method=\"First.m7\",status=\"success\"} 1");
  }

  private static List<String> counted() {
    return WovenLibrary.counted("method_duration_seconds_count");
  }

  private Class<?> load(String name, int methods) {
    DynamicType.Builder<?> builder = new ByteBuddy().subclass(Object.class).name(name);
    for (int i = 0; i < methods; i++) {
      builder =
          builder
              .defineMethod("m" + i, int.class, Modifier.PUBLIC | Modifier.STATIC)
              .intercept(FixedValue.value(i));
    }
    return builder.make().load(loader, ClassLoadingStrategy.Default.WRAPPER).getLoaded();
  }

  /** Looks at what the JVM has after all transformers. */
  private static boolean isWoven(Class<?> type) throws Exception {
    String[] seen = new String[1];
    ClassFileTransformer last =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader ofLoader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] classFile) {
            if (redefined == type) {
              seen[0] = new String(classFile, StandardCharsets.ISO_8859_1);
            }
            return null;
          }
        };
    Instrumentation jvm = ByteBuddyAgent.install();
    jvm.addTransformer(last, true);
    try {
      jvm.retransformClasses(type);
    } finally {
      jvm.removeTransformer(last);
    }
    return seen[0].contains("methodEnter");
  }
}

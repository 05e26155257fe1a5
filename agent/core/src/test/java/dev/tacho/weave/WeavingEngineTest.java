package dev.tacho.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.library.Library;
import dev.tacho.metrics.AgentHealth;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WeavingEngineTest {
  private static final byte[] CLASS_FILE = ClassFiles.of(Library.ClientCommand.class);

  /** Of another loader than the engine, whose own classes are not looked at. */
  private static final Class<?> TARGET =
      ClassFiles.defined(Library.ClientCommand.class, CLASS_FILE);

  private final List<Class<?>> retransformed = new ArrayList<>();

  /** How often the JVM is asked for its classes before it has the one that it is defining. */
  private int definedAfterLooks;

  private int looks;
  private ClassFileTransformer transformer;

  @Test
  void startReturnsWhenAClassThatWasBeingDefinedIsWoven() throws Exception {
    definedAfterLooks = 3;

    engineThatMissedTheTarget().start(woven -> {});

    assertThat(retransformed).containsExactly(TARGET);
  }

  @Test
  void aClassThatIsNeverDefinedHoldsTheStartUpForABitOnly() throws Exception {
    definedAfterLooks = Integer.MAX_VALUE;

    engineThatMissedTheTarget().start(woven -> {});

    assertThat(retransformed).isEmpty();
    assertThat(looks).as("looks").isGreaterThan(3);
  }

  private WeavingEngine engineThatMissedTheTarget() throws IllegalClassFormatException {
    LibraryInstrumentation library =
        LibraryInstrumentation.of(
            "test", TypeRule.directSubtypesOf("com.acme.library.Library$Command"));
    WeavingEngine engine =
        new WeavingEngine(jvm(), List.of(library), new AgentHealth(List.of("test")));
    engine.install();
    transformer.transform(
        TARGET.getClassLoader(), ClassFiles.internalName(TARGET), null, null, CLASS_FILE);
    return engine;
  }

  private Instrumentation jvm() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            WeavingEngineTest.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "addTransformer" -> {
                    transformer = (ClassFileTransformer) arguments[0];
                    yield null;
                  }
                  case "getAllLoadedClasses" ->
                      ++looks > definedAfterLooks ? new Class<?>[] {TARGET} : new Class<?>[0];
                  case "retransformClasses" -> {
                    retransformed.addAll(List.of((Class<?>[]) arguments[0]));
                    yield null;
                  }
                  case "isModifiableClass" -> true;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }
}

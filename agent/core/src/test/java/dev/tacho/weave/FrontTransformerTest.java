package dev.tacho.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.library.Library;
import dev.tacho.config.MethodPatterns;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrontTransformerTest {
  private static final NamedMethods NONE = new NamedMethods(MethodPatterns.NONE);

  private static final String COMMAND = "com.acme.library.Library$Command";
  private static final Class<?> TARGET = Library.ClientCommand.class;
  private static final byte[] CLASS_FILE = ClassFiles.of(TARGET);
  private static final byte[] WITH_SLOT = SlotField.addTo(CLASS_FILE);

  private final AgentHealth health = new AgentHealth(List.of("test"));

  @Test
  void aClassGetsItsSlotWhenItIsLoaded() {
    assertThat(transformer(slotRule()).transform(loader(), name(), null, null, CLASS_FILE))
        .isEqualTo(WITH_SLOT);
  }

  @Test
  void aClassThatWasLoadedWithoutASlotNeverGetsOne() {
    assertThat(transformer(slotRule()).transform(loader(), name(), TARGET, null, CLASS_FILE))
        .isNull();
  }

  @Test
  void aClassThatHasASlotKeepsItWhereNoRuleHoldsAnyMore() {
    Class<?> loaded = define();
    TypeRule otherRule = TypeRule.directSubtypesOf("com.acme.Other");

    assertThat(transformer(otherRule).transform(loader(), name(), loaded, null, CLASS_FILE))
        .isEqualTo(WITH_SLOT);
  }

  @Test
  void aClassThatHasASlotKeepsItWhereItsLoaderFails() {
    Class<?> loaded = define();
    ClassLoader stopped =
        new ClassLoader(null) {
          @Override
          public URL getResource(String name) {
            throw new IllegalStateException("stopped");
          }
        };
    TypeRule rule = slotRule().whereThereIs(COMMAND);

    assertThat(transformer(rule).transform(stopped, name(), loaded, null, CLASS_FILE))
        .isEqualTo(WITH_SLOT);
  }

  private FrontTransformer transformer(TypeRule rule) {
    RuleIndex index = new RuleIndex(List.of(LibraryInstrumentation.of("test", rule)), NONE);
    FrontTransformer transformer = new FrontTransformer(index, health);
    transformer.ready(new Weaver((instrumentation, className, failure) -> {}, NONE));
    return transformer;
  }

  /** Without advice, so that the slot is all that is woven. */
  private static TypeRule slotRule() {
    return TypeRule.directSubtypesOf(COMMAND).withSlotFor(COMMAND);
  }

  private static String name() {
    return ClassFiles.internalName(TARGET);
  }

  /** Another one than that of the transformer, whose own classes are not looked at. */
  private static ClassLoader loader() {
    return new ClassLoader(FrontTransformerTest.class.getClassLoader()) {};
  }

  private static Class<?> define() {
    return new ClassLoader(FrontTransformerTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(TARGET.getName(), WITH_SLOT, 0, WITH_SLOT.length);
      }
    }.define();
  }
}

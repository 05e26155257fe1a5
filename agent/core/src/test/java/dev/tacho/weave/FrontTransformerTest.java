package dev.tacho.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.library.Library;
import dev.tacho.config.MethodPatterns;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import java.net.URL;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
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
    Class<?> loaded = ClassFiles.defined(TARGET, WITH_SLOT);
    TypeRule otherRule = TypeRule.directSubtypesOf("com.acme.Other");

    assertThat(transformer(otherRule).transform(loader(), name(), loaded, null, CLASS_FILE))
        .isEqualTo(WITH_SLOT);
  }

  @Test
  void aClassThatHasASlotKeepsItWhereItsLoaderFails() {
    Class<?> loaded = ClassFiles.defined(TARGET, WITH_SLOT);
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

  @Test
  void whoTakesTheNotesOnceTheEngineIsReadyHasThemAll() throws Exception {
    ClassLoader loader = loader();
    for (int round = 0; round < 2_000; round++) {
      FrontTransformer transformer = idleTransformer(slotRule());
      CyclicBarrier start = new CyclicBarrier(2);
      FutureTask<byte[]> load =
          new FutureTask<>(
              () -> {
                start.await();
                return transformer.transform(loader, name(), null, null, CLASS_FILE);
              });
      new Thread(load).start();
      start.await();
      transformer.ready(weaver());
      boolean noted = transformer.pollMissed() != null;

      assertThat(load.get() != null).as("woven when it was loaded").isNotEqualTo(noted);
      assertThat(transformer.pollMissed()).as("noted too late").isNull();
    }
  }

  private FrontTransformer transformer(TypeRule rule) {
    FrontTransformer transformer = idleTransformer(rule);
    transformer.ready(weaver());
    return transformer;
  }

  private static Weaver weaver() {
    return new Weaver((instrumentation, className, failure) -> {}, NONE);
  }

  private FrontTransformer idleTransformer(TypeRule rule) {
    RuleIndex index = new RuleIndex(List.of(LibraryInstrumentation.of("test", rule)), NONE);
    return new FrontTransformer(index, health);
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
}

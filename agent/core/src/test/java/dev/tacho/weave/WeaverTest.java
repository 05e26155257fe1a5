package dev.tacho.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.library.Library;
import dev.tacho.config.MethodPatterns;
import dev.tacho.facade.TachoProbe;
import dev.tacho.methods.NamedMethods;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Test;

final class WeaverTest {
  private static final int INSTRUMENTATION = 3;
  private static final Class<?> TARGET = Library.Connection.class;

  private final RecordingSink sink = RecordingSink.installed();
  private final List<String> unmatched = new ArrayList<>();
  private final Weaver weaver =
      new Weaver(
          (instrumentation, className, failure) ->
              unmatched.add(
                  instrumentation
                      + " "
                      + className
                      + " "
                      + failure.getMessage().replace(" (a version that Tacho does not know)", "")),
          new NamedMethods(MethodPatterns.NONE));

  @Test
  void enterAndExitRunAroundTheMethod() throws Exception {
    Object woven = newWoven(rule().advise("apply", "(", advice(CommandAdvice.class)));

    assertThat(apply(woven, "PING")).isEqualTo("PING");
    assertThat(sink.events).containsExactly("enter", "exit 7, PING, PING, null");
  }

  @Test
  void theDescriptorSelectsAmongMethodsOfOneName() throws Exception {
    Object woven =
        newWoven(
            rule()
                .advise(
                    "apply",
                    "(Ljava/lang/String;Ljava/lang/String;)",
                    advice(CommandAdvice.class)));

    assertThat(apply(woven, "PING")).isEqualTo("PING");
    assertThat(sink.events).isEmpty();
    assertThat(
            woven
                .getClass()
                .getMethod("apply", String.class, String.class)
                .invoke(woven, "GET", "key"))
        .isEqualTo("GET key");
    assertThat(sink.events).containsExactly("enter", "exit 7, GET, GET key, null");
  }

  @Test
  void theReturnTypeSelectsAmongThePublicMethodsOfAnyName() throws Exception {
    Object woven =
        newWoven(rule().adviseReturning("java.lang.String", advice(CommandAdvice.class)));

    apply(woven, "PING");
    woven.getClass().getMethod("apply", String.class, String.class).invoke(woven, "GET", "key");
    assertThat(sink.events)
        .containsExactly(
            "enter", "exit 7, PING, PING, null", "enter", "exit 7, GET, GET key, null");
    assertThat(weave(TARGET, rule().adviseReturning("java.util.List", advice(CommandAdvice.class))))
        .isNull();
    assertThat(unmatched)
        .containsExactly(INSTRUMENTATION + " " + TARGET.getName() + " *()Ljava/util/List;");
  }

  @Test
  void anExceptionOfTheApplicationPassesUnchangedAndExitSeesIt() throws Exception {
    Object woven = newWoven(rule().advise("fail", "(", advice(CommandAdvice.class)));
    IOException lost = new IOException("lost");

    assertThatThrownBy(() -> fail(woven, lost)).isSameAs(lost);
    assertThat(sink.events)
        .containsExactly(
            "enter", "exit 7, java.io.IOException: lost, null, java.io.IOException: lost");
  }

  @Test
  void anEnterThatThrowsIsHandedOverAndTheApplicationIsNotAffected() throws Exception {
    Object woven = newWoven(rule().advise("apply", "(", advice(ThrowingEnterAdvice.class)));

    assertThat(apply(woven, "PING")).isEqualTo("PING");
    assertThat(sink.events)
        .as("exit got 0 and recorded nothing")
        .containsExactly("failed in 3: java.lang.IllegalStateException: enter");
  }

  @Test
  void anExitThatThrowsIsHandedOverAndTheApplicationIsNotAffected() throws Exception {
    TypeRule rule =
        rule()
            .advise("apply", "(", advice(ThrowingExitAdvice.class))
            .advise("fail", "(", advice(ThrowingExitAdvice.class));
    Object woven = newWoven(rule);
    IOException lost = new IOException("lost");

    assertThat(apply(woven, "PING")).isEqualTo("PING");
    assertThatThrownBy(() -> fail(woven, lost)).isSameAs(lost);
    assertThat(sink.events)
        .containsExactly(
            "failed in 3: java.lang.LinkageError: exit",
            "failed in 3: java.lang.LinkageError: exit");
  }

  @Test
  void theClassKeepsItsShape() throws Exception {
    Class<?> woven =
        newWoven(
                rule()
                    .advise("apply", "(", advice(CommandAdvice.class))
                    .advise("fail", "(", advice(CommandAdvice.class)))
            .getClass();

    assertThat(woven).isNotSameAs(TARGET);
    assertThat(shape(woven)).containsExactlyElementsOf(shape(TARGET));
  }

  private static List<String> shape(Class<?> type) {
    List<String> shape = new ArrayList<>();
    shape.add(type.toGenericString());
    shape.add(String.valueOf(type.getGenericSuperclass()));
    shape.add(Arrays.toString(type.getGenericInterfaces()));
    Arrays.stream(type.getDeclaredFields())
        .map(f -> f.toGenericString())
        .sorted()
        .forEach(shape::add);
    Arrays.stream(type.getDeclaredConstructors()).map(c -> c.toGenericString()).forEach(shape::add);
    Arrays.stream(type.getDeclaredMethods())
        .map(method -> method.toGenericString() + (method.isBridge() ? " bridge" : ""))
        .sorted()
        .forEach(shape::add);
    return shape;
  }

  @Test
  void weavingTheSameBytesAgainGivesTheSameBytes() {
    TypeRule rule = rule().advise("apply", "(", advice(CommandAdvice.class));

    assertThat(weave(TARGET, rule)).isEqualTo(weave(TARGET, rule));
  }

  @Test
  void aBridgeIsLeftToTheMethodItCalls() throws Exception {
    assertThat(Arrays.stream(TARGET.getDeclaredMethods()).anyMatch(method -> method.isBridge()))
        .isTrue();
    Object woven = newWoven(rule().advise("apply", "(", advice(CommandAdvice.class)));

    apply(woven, "PING"); // by way of the bridge

    assertThat(sink.events).hasSize(2);
  }

  @Test
  void anAbstractMethodIsNotWoven() {
    TypeRule rule =
        TypeRule.directSubtypesOf("java.lang.Object")
            .advise("apply", "(", advice(CommandAdvice.class));

    assertThat(weave(Function.class, rule)).isNull();
  }

  @Test
  void rulesOfSeveralInstrumentationsGoIntoOneClass() throws Exception {
    byte[] woven =
        weaver.weave(
            ClassFiles.internalName(TARGET),
            ClassFiles.of(TARGET),
            List.of(
                new RuleIndex.Match(
                    1, rule().advise("apply", "(", advice(ThrowingEnterAdvice.class))),
                new RuleIndex.Match(
                    2, rule().advise("fail", "(", advice(ThrowingEnterAdvice.class)))));
    Object connection = define(TARGET.getName(), woven).getConstructor().newInstance();

    apply(connection, "PING");
    assertThatThrownBy(() -> fail(connection, new IOException("lost")))
        .isInstanceOf(IOException.class);

    assertThat(sink.events)
        .containsExactly(
            "failed in 1: java.lang.IllegalStateException: enter",
            "failed in 2: java.lang.IllegalStateException: enter");
  }

  @Test
  void aMethodThatAnExactRuleDoesNotFindIsReported() {
    TypeRule rule =
        rule()
            .advise("apply", "(", advice(CommandAdvice.class))
            .advise("gone", "(I)", advice(CommandAdvice.class));

    assertThat(weave(TARGET, rule)).isNotNull();
    assertThat(unmatched).containsExactly("3 com.acme.library.Library$Connection gone(I)");
  }

  @Test
  void oneOfTheMethodsCanBeEnough() {
    TypeRule rule =
        rule()
            .advise("apply", "(I)", advice(CommandAdvice.class))
            .advise("apply", "(Ljava/lang/String;)", advice(CommandAdvice.class))
            .whereOneIsEnough();

    assertThat(weave(TARGET, rule)).isNotNull();
    assertThat(unmatched).isEmpty();
  }

  @Test
  void whereOneIsEnoughNoneIsReported() {
    TypeRule rule =
        rule()
            .advise("gone", "(I)", advice(CommandAdvice.class))
            .advise("gone", "(J)", advice(CommandAdvice.class))
            .whereOneIsEnough();

    assertThat(weave(TARGET, rule)).isNull();
    assertThat(unmatched)
        .containsExactly(
            "3 com.acme.library.Library$Connection gone(I)",
            "3 com.acme.library.Library$Connection gone(J)");
  }

  @Test
  void methodsThatBelongTogetherAreWovenTogetherOrNotAtAll() {
    TypeRule rule =
        rule()
            .advise("apply", "(", advice(CommandAdvice.class))
            .advise("gone", "(I)", advice(CommandAdvice.class))
            .whereThereAreAllMethods();

    assertThat(weave(TARGET, rule)).isNull();
    assertThat(unmatched).containsExactly("3 com.acme.library.Library$Connection gone(I)");
  }

  @Test
  void aRuleForSubtypesNeedNotFindItsMethods() {
    TypeRule rule =
        TypeRule.directSubtypesOf("java.util.function.Function")
            .advise("gone", "(", advice(CommandAdvice.class));

    assertThat(weave(TARGET, rule)).as("nothing to weave").isNull();
    assertThat(unmatched).isEmpty();
  }

  @Test
  void aClassFileOfJavaFourIsWoven() throws Exception {
    byte[] old =
        new ByteBuddy(ClassFileVersion.JAVA_V4)
            .subclass(Object.class)
            .name("com.acme.Old")
            .defineMethod("run", Object.class, Modifier.PUBLIC)
            .withParameters(Object.class)
            .intercept(FixedValue.value("PONG"))
            .make()
            .getBytes();
    TypeRule rule =
        TypeRule.exactly("com.acme.Old").advise("run", "(", advice(CommandAdvice.class));

    byte[] woven = weaver.weave("com/acme/Old", old, matches(rule));

    Class<?> type = define("com.acme.Old", woven);
    Object target = type.getConstructor().newInstance();
    assertThat(type.getMethod("run", Object.class).invoke(target, "PING")).isEqualTo("PONG");
    assertThat(sink.events).containsExactly("enter", "exit 7, PING, PONG, null");
  }

  @Test
  void warmingUpWorksAndReportsNothing() throws IOException {
    weaver.warmUp();

    assertThat(unmatched).isEmpty();
    assertThat(sink.events).isEmpty();
  }

  private static TypeRule rule() {
    return TypeRule.exactly(TARGET.getName());
  }

  private static List<RuleIndex.Match> matches(TypeRule rule) {
    return List.of(new RuleIndex.Match(INSTRUMENTATION, rule));
  }

  private static String advice(Class<?> type) {
    return type.getName();
  }

  private byte[] weave(Class<?> type, TypeRule rule) {
    return weaver.weave(ClassFiles.internalName(type), ClassFiles.of(type), matches(rule));
  }

  private Object newWoven(TypeRule rule) throws ReflectiveOperationException {
    return define(TARGET.getName(), weave(TARGET, rule)).getConstructor().newInstance();
  }

  /** In a loader of its own, beside the class of the same name that the tests themselves see. */
  private static Class<?> define(String name, byte[] classFile) {
    return new ClassLoader(WeaverTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(name, classFile, 0, classFile.length);
      }
    }.define();
  }

  @SuppressWarnings("unchecked") // the target is a Function of strings
  private static String apply(Object woven, String command) {
    return ((Function<String, String>) woven).apply(command);
  }

  private static void fail(Object woven, Exception exception) throws Throwable {
    try {
      woven.getClass().getMethod("fail", Exception.class).invoke(woven, exception);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  static final class CommandAdvice {
    private CommandAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
      return TachoProbe.cacheEnter();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter long startNanos,
        @Advice.Argument(0) Object command,
        @Advice.Return(
                typing = net.bytebuddy.implementation.bytecode.assign.Assigner.Typing.DYNAMIC)
            Object reply,
        @Advice.Thrown Throwable thrown) {
      TachoProbe.cacheExit(startNanos, command, reply, thrown);
    }
  }

  @SuppressWarnings("DoNotCallSuggester") // nobody calls advice
  static final class ThrowingEnterAdvice {
    private ThrowingEnterAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
      throw new IllegalStateException("enter");
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter long startNanos, @Advice.Thrown Throwable thrown) {
      TachoProbe.cacheExit(startNanos, null, null, thrown);
    }
  }

  @SuppressWarnings("DoNotCallSuggester") // nobody calls advice
  static final class ThrowingExitAdvice {
    private ThrowingExitAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit() {
      throw new LinkageError("exit");
    }
  }
}

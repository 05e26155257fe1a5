package dev.tacho.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.library.Shapes;
import dev.tacho.config.ConfigParser;
import dev.tacho.facade.TachoProbe;
import dev.tacho.methods.NamedMethods;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamedMethodWeavingTest {
  private static final int INSTRUMENTATION = 3;
  private static final String SHAPES = Shapes.class.getName() + "$";

  private final RecordingSink sink = RecordingSink.installed();
  private final List<Throwable> problems = new ArrayList<>();

  @Test
  void aMethodTellsItsNumberAtBothEnds() throws Exception {
    Class<?> woven = weave(Shapes.Returning.class, "Returning.many=job;Returning.number=method");

    assertThat(method(woven, "number").invoke(null, 5)).isEqualTo(5);

    assertThat(sink.events).containsExactly("enter 0", exit(0, "null"));
    sink.events.clear();
    assertThat(method(woven, "many").invoke(instance(woven), 9)).isEqualTo(true);
    assertThat(sink.events).containsExactly("enter 1", exit(1, "null"));
  }

  private static String exit(int number, String returned) {
    return "exit " + number + ", 7, " + returned + ", null";
  }

  @Test
  void everyShapeOfAMethodIsWovenAndReturnsWhatItReturned() throws Exception {
    Class<?> woven = weave(Shapes.Returning.class, "Returning.*=method");
    Object target = instance(woven);

    assertThat(method(woven, "number").invoke(null, 5)).isEqualTo(5);
    assertThat(method(woven, "array").invoke(target, new double[] {1, 2}))
        .isEqualTo(new double[] {1, 2});
    assertThat(method(woven, "wide").invoke(target, 1L, 2.0, "3")).isEqualTo(3L);
    assertThat(method(woven, "many").invoke(target, 2)).isEqualTo(false);
    assertThat(method(woven, "all").invoke(target)).isNull();

    assertThat(sink.events.stream().filter(event -> event.startsWith("enter")))
        .as("one for each, and the private one")
        .hasSize(6);
    assertThat(sink.events).filteredOn(event -> !event.startsWith("enter")).hasSize(6);
  }

  @Test
  void onlyObjectsAreHandedOver() throws Exception {
    Class<?> woven = weave(Shapes.Impl.class, "Impl.make=method");

    Object made = woven.getMethod("make", Object.class).invoke(instance(woven), "seed");

    assertThat(made).isEqualTo("seed4");
    assertThat(sink.events)
        .as("once, although it came by the bridge, and without the lambda's body")
        .containsExactly("enter 0", exit(0, "seed4"));
  }

  @Test
  void exceptionsPassUntouched() throws Exception {
    Class<?> woven = weave(Shapes.Returning.class, "Returning.fails=method");
    IOException lost = new IOException("lost");

    assertThatThrownBy(() -> method(woven, "fails").invoke(instance(woven), lost))
        .isInstanceOf(InvocationTargetException.class)
        .extracting(Throwable::getCause)
        .isSameAs(lost);
    assertThat(sink.events)
        .containsExactly("enter 0", "exit 0, 7, null, java.io.IOException: lost");
  }

  @Test
  void whatHasNoBodyOrIsNoMethodIsLeftAlone() {
    assertThat(bytes(Shapes.Base.class, "Base.*=method")).isNull();
  }

  @Test
  void anEnumAndARecordAreWoven() throws Exception {
    Class<?> level = weave(Shapes.Level.class, "Level.value=method");
    Object low = ((Object[]) level.getMethod("values").invoke(null))[0];
    assertThat(method(level, "value").invoke(low)).isEqualTo(1);

    Class<?> point = weave(Shapes.Point.class, "Point.x=method");
    Object five = point.getConstructor(int.class).newInstance(5);
    assertThat(method(point, "x").invoke(five)).isEqualTo(5);

    assertThat(sink.events).hasSize(4);
  }

  @Test
  void theMethodsThatAnInterfaceHasItselfAreWoven() throws Exception {
    Class<?> woven = weave(Shapes.Greeting.class, "Greeting.*=method");

    assertThat(method(woven, "of").invoke(null, "bob")).isEqualTo("hello bob");
    assertThat(sink.events).containsExactly("enter 0", exit(0, "hello bob"));
    assertThat(bytes(Shapes.Greeting.class, "Greeting.name=method")).isNull();
  }

  @Test
  @SuppressWarnings("unchecked") // what is made is a Callable of strings
  void anImplementationOfANamedInterfaceIsWoven() throws Exception {
    Class<?> woven = weave(Shapes.Named.class, "Greeting.name=method");

    assertThat(((Callable<String>) instance(woven)).call()).isEqualTo("hello ann");

    assertThat(sink.events).containsExactly("enter 0", exit(0, "ann"));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 11, 17, 21, 25})
  void classFilesOfEveryVersionAreWoven(int version) throws Exception {
    byte[] original =
        new ByteBuddy(ClassFileVersion.ofJavaVersion(version))
            .subclass(Object.class)
            .name("com.acme.Old")
            .defineMethod("run", Object.class, Modifier.PUBLIC)
            .intercept(FixedValue.value("PONG"))
            .make()
            .getBytes();

    byte[] bytes = weave("com.acme.Old", original, "methods=com.acme.Old.run=method");

    assertThat(bytes).isNotNull();
    if (version <= Runtime.version().feature()) {
      Class<?> woven = define("com.acme.Old", bytes);
      assertThat(method(woven, "run").invoke(instance(woven))).isEqualTo("PONG");
      assertThat(sink.events).containsExactly("enter 0", exit(0, "PONG"));
    }
  }

  /** As compilers for Java 1.4 did it with finally. */
  @Test
  void aMethodWithASubroutineIsWoven() throws Exception {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "com/acme/Old", null, "java/lang/Object", null);
    MethodVisitor method = staticMethod(writer, "run");
    Label subroutine = new Label();
    method.visitJumpInsn(Opcodes.JSR, subroutine);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(subroutine);
    method.visitVarInsn(Opcodes.ASTORE, 0);
    method.visitVarInsn(Opcodes.RET, 0);
    method.visitMaxs(1, 1);
    method.visitEnd();

    byte[] bytes = weave("com.acme.Old", writer.toByteArray(), "methods=com.acme.Old.run=method");

    method(define("com.acme.Old", bytes), "run").invoke(null);
    assertThat(sink.events).containsExactly("enter 0", exit(0, "null"));
  }

  @Test
  void aMethodThatWouldBecomeTooLongIsLeftAloneAndTheOthersAreWoven() throws Exception {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "com/acme/Long", null, "java/lang/Object", null);
    for (String name : List.of("first", "huge", "last", "huge2")) {
      MethodVisitor method = staticMethod(writer, name);
      for (int i = 0; name.startsWith("huge") && i < 65_530; i++) {
        method.visitInsn(Opcodes.NOP);
      }
      method.visitInsn(Opcodes.RETURN);
      method.visitMaxs(0, 0);
      method.visitEnd();
    }

    byte[] bytes = weave("com.acme.Long", writer.toByteArray(), "methods=com.acme.Long.*=method");

    Class<?> woven = define("com.acme.Long", bytes);
    method(woven, "huge").invoke(null);
    method(woven, "huge2").invoke(null);
    assertThat(sink.events).isEmpty();
    method(woven, "first").invoke(null);
    method(woven, "last").invoke(null);
    assertThat(sink.events).hasSize(4);
    assertThat(problems).hasSize(2).hasOnlyElementsOfType(MethodTooLargeException.class);
  }

  private static MethodVisitor staticMethod(ClassWriter writer, String name) {
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()V", null, new String[0]);
    method.visitCode();
    return method;
  }

  @Test
  void weavingTheSameBytesAgainGivesTheSameBytes() {
    NamedMethods named = named("methods=" + SHAPES + "Returning.*=method");
    byte[] original = ClassFiles.of(Shapes.Returning.class);

    assertThat(weave(Shapes.Returning.class.getName(), original, named))
        .isEqualTo(weave(Shapes.Returning.class.getName(), original, named));
  }

  @Test
  void aPatternThatMatchesTooMuchWeavesNothing() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "com/acme/Wide", null, "java/lang/Object", null);
    for (int i = 0; i <= 200; i++) {
      MethodVisitor method = staticMethod(writer, "m" + i);
      method.visitInsn(Opcodes.RETURN);
      method.visitMaxs(0, 0);
      method.visitEnd();
    }

    assertThat(weave("com.acme.Wide", writer.toByteArray(), "methods=com.acme.Wide.*=method"))
        .isNull();
  }

  /** Patterns without their package. */
  private Class<?> weave(Class<?> type, String patterns) {
    return define(type.getName(), bytes(type, patterns));
  }

  private byte[] bytes(Class<?> type, String patterns) {
    return weave(
        type.getName(),
        ClassFiles.of(type),
        "methods=" + SHAPES + patterns.replace(";", ";" + SHAPES));
  }

  private byte[] weave(String name, byte[] classFile, String arguments) {
    return weave(name, classFile, named(arguments));
  }

  private byte[] weave(String name, byte[] classFile, NamedMethods named) {
    Weaver weaver =
        new Weaver((instrumentation, className, failure) -> problems.add(failure), named);
    TypeRule rule =
        TypeRule.forNamedMethods(PlainAdvice.class.getName(), ObjectAdvice.class.getName());
    return weaver.weave(
        name.replace('.', '/'), classFile, List.of(new RuleIndex.Match(INSTRUMENTATION, rule)));
  }

  private static NamedMethods named(String arguments) {
    List<String> mistakes = new ArrayList<>();
    NamedMethods named =
        new NamedMethods(
            ConfigParser.parse(arguments, new Properties(), Map.of(), mistakes).methods());
    assertThat(mistakes).isEmpty();
    return named;
  }

  private static Class<?> define(String name, byte[] classFile) {
    return new ClassLoader(NamedMethodWeavingTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(name, classFile, 0, classFile.length);
      }
    }.define();
  }

  private static Method method(Class<?> type, String name) {
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(candidate -> candidate.getName().equals(name) && !candidate.isBridge())
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    return method;
  }

  private static Object instance(Class<?> type) throws ReflectiveOperationException {
    return type.getConstructor().newInstance();
  }

  static final class PlainAdvice {
    private PlainAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter(@MethodNumber int method) {
      return TachoProbe.methodEnter(method);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter long token, @MethodNumber int method, @Advice.Thrown Throwable thrown) {
      TachoProbe.methodExit(method, token, null, thrown);
    }
  }

  static final class ObjectAdvice {
    private ObjectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter(@MethodNumber int method) {
      return TachoProbe.methodEnter(method);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter long token,
        @MethodNumber int method,
        @Advice.Return Object returned,
        @Advice.Thrown Throwable thrown) {
      TachoProbe.methodExit(method, token, returned, thrown);
    }
  }
}

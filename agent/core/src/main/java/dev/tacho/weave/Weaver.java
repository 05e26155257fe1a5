package dev.tacho.weave;

import dev.tacho.facade.TachoProbe;
import dev.tacho.methods.NamedMethods;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Weaves advice into class files with Byte Buddy: bytes in, bytes out. The class keeps its shape,
 * so that the same bytes serve loading and retransformation; the exception is {@link SlotField}.
 * Any thread may weave; nothing of the application is loaded or called.
 */
final class Weaver {
  /** Told what could not be woven into a class, while the rest is. */
  interface Problems {
    void failed(int instrumentation, String className, Throwable failure);
  }

  private static final int NO_FLAGS = AsmVisitorWrapper.NO_FLAGS;

  private final Problems problems;

  /** Null if the configuration names no methods: its classes are not loaded at the start then. */
  private final NamedMethodWeaving named;

  private final ClassFileLocator adviceLocator =
      ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
  private final TypePool javaTypes = new JavaTypes();
  private final TypePool advicePool = pool(adviceLocator, javaTypes);
  private final MethodDescription adviceFailed =
      TypeDescription.ForLoadedType.of(TachoProbe.class)
          .getDeclaredMethods()
          .filter(ElementMatchers.<MethodDescription>named("adviceFailed"))
          .getOnly();

  /** By instrumentation and name: resolving an advice class is half the cost of weaving. */
  private final ConcurrentMap<String, Advice> advices = new ConcurrentHashMap<>();

  Weaver(Problems problems, NamedMethods named) {
    this.problems = problems;
    this.named = named.isEmpty() ? null : new NamedMethodWeaving(named);
  }

  /** Weaves a class of our own, and so loads what weaving needs of Byte Buddy. */
  void warmUp() throws IOException {
    String target = WarmUp.Target.class.getName();
    TypeRule rule =
        TypeRule.exactly(target).advise("run", "(", WarmUp.WarmUpAdvice.class.getName());
    byte[] woven =
        weave(
            target.replace('.', '/'),
            adviceLocator.locate(target).resolve(),
            Collections.singletonList(new RuleIndex.Match(0, rule)));
    SlotField.addTo(woven);
  }

  /**
   * Weaves the advice of {@code matches}.
   *
   * @return null if no method matched
   */
  byte[] weave(String internalName, byte[] classFile, List<RuleIndex.Match> matches) {
    String name = internalName.replace('/', '.');
    TypePool pool =
        pool(
            ClassFileLocator.Simple.of(name, classFile),
            name.startsWith("java.") ? new JavaTypesBut(name) : javaTypes);
    TypeDescription type = pool.describe(name).resolve();
    List<MethodDescription> methods = concreteMethods(type);
    Map<String, AdvisedMethod> advised = new HashMap<>();
    for (RuleIndex.Match match : matches) {
      if (match.rule.isForNamedMethods()) {
        adviseNamed(type, match, advised);
      } else {
        advise(name, methods, match, advised);
      }
    }
    while (!advised.isEmpty()) {
      try {
        return rewrite(classFile, type, pool, advised);
      } catch (MethodTooLargeException failure) {
        // This one alone stays as it was: each time it is another one.
        AdvisedMethod tooLong = advised.remove(failure.getMethodName() + failure.getDescriptor());
        if (tooLong == null) {
          throw failure;
        }
        problems.failed(tooLong.instrumentation, name, failure);
      }
    }
    return null;
  }

  private void adviseNamed(
      TypeDescription type, RuleIndex.Match match, Map<String, AdvisedMethod> advised) {
    for (MethodDescription method : named.methodsOf(type)) {
      boolean returnsObject = method.getDescriptor().contains(")L");
      MethodRule rule = match.rule.methods.get(returnsObject ? 1 : 0);
      AdvisedMethod.in(advised, method, match).advices.add(advice(match.instrumentation, rule));
    }
  }

  /** Those that can be woven. Byte Buddy's own list makes new objects each time it is read. */
  private static List<MethodDescription> concreteMethods(TypeDescription type) {
    List<MethodDescription> methods = new ArrayList<>();
    for (MethodDescription method : type.getDeclaredMethods()) {
      if (!method.isAbstract() && !method.isNative() && !method.isSynthetic()) {
        methods.add(method);
      }
    }
    return methods;
  }

  private void advise(
      String name,
      List<MethodDescription> methods,
      RuleIndex.Match match,
      Map<String, AdvisedMethod> advised) {
    List<MethodRule> rules = match.rule.methods;
    List<List<MethodDescription>> found = new ArrayList<>(rules.size());
    List<MethodRule> missing = new ArrayList<>(0);
    for (MethodRule rule : rules) {
      List<MethodDescription> meant = meantBy(rule, methods);
      found.add(meant);
      if (meant.isEmpty()) {
        missing.add(rule);
      }
    }
    if (match.rule.isBrokenBy(missing.size())) {
      for (MethodRule rule : missing) {
        problems.failed(
            match.instrumentation,
            name,
            new NoSuchMethodException(rule + " (a version that Tacho does not know)"));
      }
    }
    if (match.rule.isWovenWithout(missing.size())) {
      for (int i = 0; i < rules.size(); i++) {
        for (MethodDescription method : found.get(i)) {
          AdvisedMethod.in(advised, method, match)
              .advices
              .add(advice(match.instrumentation, rules.get(i)));
        }
      }
    }
  }

  private static List<MethodDescription> meantBy(MethodRule rule, List<MethodDescription> methods) {
    List<MethodDescription> meant = new ArrayList<>(1);
    for (MethodDescription method : methods) {
      if (rule.mayMean(method.getInternalName(), method.isPublic())
          && rule.meansDescriptor(method.getDescriptor())) {
        meant.add(method);
      }
    }
    return meant;
  }

  /** A method with the advice that goes into it, the outermost last. */
  private static final class AdvisedMethod {
    final MethodDescription method;
    final List<Advice> advices = new ArrayList<>(1);

    /** Of the innermost advice. */
    final int instrumentation;

    private AdvisedMethod(MethodDescription method, int instrumentation) {
      this.method = method;
      this.instrumentation = instrumentation;
    }

    static AdvisedMethod in(
        Map<String, AdvisedMethod> all, MethodDescription method, RuleIndex.Match match) {
      String key = method.getInternalName() + method.getDescriptor();
      AdvisedMethod present = all.get(key);
      if (present == null) {
        present = new AdvisedMethod(method, match.instrumentation);
        all.put(key, present);
      }
      return present;
    }
  }

  /**
   * Byte Buddy's advice without its type builder around it, which took 100 ms of a start's
   * processor time. What is not advised is copied as it is.
   */
  private static byte[] rewrite(
      byte[] classFile,
      final TypeDescription type,
      final TypePool pool,
      final Map<String, AdvisedMethod> advised) {
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, NO_FLAGS);
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
    final Implementation.Context context =
        Implementation.Context.Disabled.Factory.INSTANCE.make(
            type,
            null,
            TypeInitializer.None.INSTANCE,
            version,
            version,
            version.isAtLeast(ClassFileVersion.JAVA_V6)
                ? Implementation.Context.FrameGeneration.GENERATE
                : Implementation.Context.FrameGeneration.DISABLED);
    reader.accept(
        new ClassVisitor(OpenedClassReader.ASM_API, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor visitor =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            AdvisedMethod plan = advised.get(name + descriptor);
            if (plan != null) {
              for (Advice advice : plan.advices) {
                visitor =
                    advice.wrap(type, plan.method, visitor, context, pool, NO_FLAGS, NO_FLAGS);
              }
            }
            return visitor;
          }
        },
        NO_FLAGS);
    return writer.toByteArray();
  }

  private static TypePool pool(ClassFileLocator locator, TypePool javaTypes) {
    // Lazy: the types that a method mentions are names to us, and need not be found. What has to be
    // found besides the class itself is of java.lang.
    return new TypePool.Default.WithLazyResolution(
        new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST, javaTypes);
  }

  /**
   * Types of the boot loader, remembered for all classes that are woven. Does not even look for
   * those outside of {@code java.*}: that would throw an exception for each type of the application
   * that a method mentions.
   */
  private static final class JavaTypes extends TypePool.ClassLoading {
    JavaTypes() {
      super(new TypePool.CacheProvider.Simple(), TypePool.Empty.INSTANCE, null);
    }

    @Override
    public Resolution describe(String name) {
      return name.startsWith("java.") ? super.describe(name) : new Resolution.Illegal(name);
    }
  }

  /** For a class of {@code java.*} that is being woven: to load it now would load it twice. */
  private final class JavaTypesBut implements TypePool {
    private final String woven;

    JavaTypesBut(String woven) {
      this.woven = woven;
    }

    @Override
    public Resolution describe(String name) {
      return name.equals(woven) ? new Resolution.Illegal(name) : javaTypes.describe(name);
    }

    @Override
    public void clear() {
      // What is in there is for all classes.
    }
  }

  private Advice advice(int instrumentation, MethodRule rule) {
    String key = instrumentation + rule.enterAdvice + rule.exitAdvice;
    Advice advice = advices.get(key);
    if (advice == null) {
      advice = resolve(rule).withExceptionHandler(new AdviceFailedHandler(instrumentation));
      advices.put(key, advice);
    }
    return advice;
  }

  private Advice resolve(MethodRule rule) {
    TypeDescription enter = advicePool.describe(rule.enterAdvice).resolve();
    if (rule.isForNamedMethods()) {
      return Advice.withCustomMapping().bind(named).to(enter, adviceLocator);
    }
    return rule.enterAdvice.equals(rule.exitAdvice)
        ? Advice.to(enter, adviceLocator)
        : Advice.to(enter, advicePool.describe(rule.exitAdvice).resolve(), adviceLocator);
  }

  /** Hands what advice throws to the facade, with the number of its instrumentation. */
  private final class AdviceFailedHandler implements Advice.ExceptionHandler {
    private final int instrumentation;

    AdviceFailedHandler(int instrumentation) {
      this.instrumentation = instrumentation;
    }

    @Override
    public StackManipulation resolve(
        MethodDescription instrumentedMethod, TypeDescription instrumentedType) {
      return new StackManipulation.Compound(
          IntegerConstant.forValue(instrumentation), MethodInvocation.invoke(adviceFailed));
    }
  }
}

package dev.tacho.weave;

import dev.tacho.facade.TachoProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.VisibilityBridgeStrategy;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves advice into class files with Byte Buddy: bytes in, bytes out. The class keeps its shape,
 * so that the same bytes serve loading and retransformation; the exception is {@link SlotField}.
 * Any thread may weave; nothing of the application is loaded or called.
 */
final class Weaver {
  /** Told about a method rule that found no method in a class that has to have one. */
  interface UnmatchedRules {
    void unmatched(int instrumentation, String className, MethodRule rule);
  }

  private final UnmatchedRules unmatchedRules;
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(VisibilityBridgeStrategy.Default.NEVER)
          .with(InstrumentedType.Factory.Default.FROZEN)
          .with(Implementation.Context.Disabled.Factory.INSTANCE);
  private final ClassFileLocator adviceLocator =
      ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
  private final TypePool javaTypes = new JavaTypes();
  private final TypePool advicePool = pool(adviceLocator);
  private final MethodDescription adviceFailed =
      TypeDescription.ForLoadedType.of(TachoProbe.class)
          .getDeclaredMethods()
          .filter(ElementMatchers.<MethodDescription>named("adviceFailed"))
          .getOnly();

  /** By instrumentation and name: resolving an advice class is half the cost of weaving. */
  private final ConcurrentMap<String, Advice> advices = new ConcurrentHashMap<>();

  Weaver(UnmatchedRules unmatchedRules) {
    this.unmatchedRules = unmatchedRules;
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
    ClassFileLocator locator = ClassFileLocator.Simple.of(name, classFile);
    TypePool pool = pool(locator);
    TypeDescription type = pool.describe(name).resolve();
    AsmVisitorWrapper.ForDeclaredMethods visitor = new AsmVisitorWrapper.ForDeclaredMethods();
    boolean any = false;
    for (RuleIndex.Match match : matches) {
      List<MethodRule> found = new ArrayList<>();
      List<MethodRule> missing = new ArrayList<>();
      for (MethodRule rule : match.rule.methods) {
        boolean none = type.getDeclaredMethods().filter(new RuleMatcher(rule)).isEmpty();
        (none ? missing : found).add(rule);
      }
      if (match.rule.isBrokenBy(missing.size())) {
        for (MethodRule rule : missing) {
          unmatchedRules.unmatched(match.instrumentation, name, rule);
        }
      }
      if (match.rule.isWovenWithout(missing.size())) {
        for (MethodRule rule : found) {
          visitor = visitor.invokable(new RuleMatcher(rule), advice(match.instrumentation, rule));
          any = true;
        }
      }
    }
    return any
        ? byteBuddy
            .decorate(type, locator)
            .visit(visitor)
            .make(TypeResolutionStrategy.Disabled.INSTANCE, pool)
            .getBytes()
        : null;
  }

  private TypePool pool(ClassFileLocator locator) {
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
    return rule.enterAdvice.equals(rule.exitAdvice)
        ? Advice.to(enter, adviceLocator)
        : Advice.to(enter, advicePool.describe(rule.exitAdvice).resolve(), adviceLocator);
  }

  private static final class RuleMatcher implements ElementMatcher<MethodDescription> {
    private final MethodRule rule;

    RuleMatcher(MethodRule rule) {
      this.rule = rule;
    }

    @Override
    public boolean matches(MethodDescription method) {
      return rule.mayMean(method.getInternalName(), method.isPublic(), method.isSynthetic())
          && !method.isAbstract()
          && !method.isNative()
          && rule.meansDescriptor(method.getDescriptor());
    }
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

package dev.tacho.weave;

import dev.tacho.facade.TachoProbe;
import dev.tacho.methods.NamedMethods;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

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

  private final Problems problems;
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

  /** Null if the configuration names no methods: its classes are not loaded at the start then. */
  private final NamedMethodWeaving named;

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
    ClassFileLocator locator = ClassFileLocator.Simple.of(name, classFile);
    TypePool pool = pool(locator);
    TypeDescription type = pool.describe(name).resolve();
    List<Addition> additions = new ArrayList<>();
    for (RuleIndex.Match match : matches) {
      if (match.rule.isForNamedMethods()) {
        addNamed(type, match, additions);
      } else {
        addRuled(type, match, additions);
      }
    }
    Set<String> tooLong = Collections.emptySet();
    while (!additions.isEmpty()) {
      try {
        return byteBuddy
            .decorate(type, locator)
            .visit(visitor(additions, tooLong))
            .make(TypeResolutionStrategy.Disabled.INSTANCE, pool)
            .getBytes();
      } catch (MethodTooLargeException failure) {
        // This one alone is left as it was: each time it is another one.
        tooLong = new HashSet<>(tooLong);
        tooLong.add(failure.getMethodName() + failure.getDescriptor());
        problems.failed(matches.get(0).instrumentation, name, failure);
      }
    }
    return null;
  }

  private static AsmVisitorWrapper visitor(List<Addition> additions, Set<String> tooLong) {
    AsmVisitorWrapper.ForDeclaredMethods visitor = new AsmVisitorWrapper.ForDeclaredMethods();
    for (Addition addition : additions) {
      visitor = visitor.invokable(but(addition.methods, tooLong), addition.advice);
    }
    return visitor;
  }

  /** Advice, and the methods into which it goes. */
  private static final class Addition {
    final ElementMatcher<MethodDescription> methods;
    final Advice advice;

    Addition(ElementMatcher<MethodDescription> methods, Advice advice) {
      this.methods = methods;
      this.advice = advice;
    }
  }

  private void addRuled(TypeDescription type, RuleIndex.Match match, List<Addition> additions) {
    List<MethodRule> found = new ArrayList<>();
    List<MethodRule> missing = new ArrayList<>();
    for (MethodRule rule : match.rule.methods) {
      boolean none = type.getDeclaredMethods().filter(new RuleMatcher(rule)).isEmpty();
      (none ? missing : found).add(rule);
    }
    if (match.rule.isBrokenBy(missing.size())) {
      for (MethodRule rule : missing) {
        problems.failed(
            match.instrumentation,
            type.getName(),
            new NoSuchMethodException(rule + " (a version that Tacho does not know)"));
      }
    }
    if (match.rule.isWovenWithout(missing.size())) {
      for (MethodRule rule : found) {
        additions.add(new Addition(new RuleMatcher(rule), advice(match.instrumentation, rule)));
      }
    }
  }

  private void addNamed(TypeDescription type, RuleIndex.Match match, List<Addition> additions) {
    ElementMatcher<MethodDescription> methods = named.methods(type);
    if (methods != null) {
      additions.add(namedReturning(false, methods, match, match.rule.methods.get(0)));
      additions.add(namedReturning(true, methods, match, match.rule.methods.get(1)));
    }
  }

  private Addition namedReturning(
      boolean object,
      ElementMatcher<MethodDescription> methods,
      RuleIndex.Match match,
      MethodRule rule) {
    return new Addition(new ReturningMatcher(object, methods), advice(match.instrumentation, rule));
  }

  private static ElementMatcher<MethodDescription> but(
      final ElementMatcher<MethodDescription> methods, final Set<String> except) {
    return except.isEmpty()
        ? methods
        : new ElementMatcher<MethodDescription>() {
          @Override
          public boolean matches(MethodDescription method) {
            return !except.contains(method.getInternalName() + method.getDescriptor())
                && methods.matches(method);
          }
        };
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
    if (named != null && rule.isForNamedMethods()) {
      return Advice.withCustomMapping().bind(named).to(enter, adviceLocator);
    }
    return rule.enterAdvice.equals(rule.exitAdvice)
        ? Advice.to(enter, adviceLocator)
        : Advice.to(enter, advicePool.describe(rule.exitAdvice).resolve(), adviceLocator);
  }

  /** Of some methods those that return an object which is no array, or the others. */
  private static final class ReturningMatcher implements ElementMatcher<MethodDescription> {
    private final boolean object;
    private final ElementMatcher<MethodDescription> methods;

    ReturningMatcher(boolean object, ElementMatcher<MethodDescription> methods) {
      this.object = object;
      this.methods = methods;
    }

    @Override
    public boolean matches(MethodDescription method) {
      return methods.matches(method) && method.getDescriptor().contains(")L") == object;
    }
  }

  private static final class RuleMatcher implements ElementMatcher<MethodDescription> {
    private final MethodRule rule;

    RuleMatcher(MethodRule rule) {
      this.rule = rule;
    }

    @Override
    public boolean matches(MethodDescription method) {
      return rule.mayMean(method.getInternalName(), method.isPublic())
          && !method.isAbstract()
          && !method.isNative()
          && !method.isSynthetic()
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

package dev.tacho.weave;

import dev.tacho.methods.ClassPatterns;
import dev.tacho.methods.NamedMethods;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;

/** Which methods of a class the configuration names, and their numbers for {@link MethodNumber}. */
final class NamedMethodWeaving implements Advice.OffsetMapping.Factory<MethodNumber> {
  private final NamedMethods named;

  NamedMethodWeaving(NamedMethods named) {
    this.named = named;
  }

  /** The methods of {@code type} that are to be woven. */
  List<MethodDescription> methodsOf(TypeDescription type) {
    ClassPatterns patterns = patterns(type);
    List<MethodDescription> measurable = new ArrayList<>();
    for (MethodDescription method : type.getDeclaredMethods()) {
      if (isMeasurable(method)) {
        patterns.declares(method.getInternalName(), isPublic(method), method.isAbstract());
        measurable.add(method);
      }
    }
    List<MethodDescription> woven = new ArrayList<>();
    if (patterns.settle()) {
      for (MethodDescription method : measurable) {
        if (!method.isAbstract() && patterns.measure(method.getInternalName(), isPublic(method))) {
          woven.add(method);
        }
      }
    }
    return woven;
  }

  private ClassPatterns patterns(TypeDescription type) {
    List<String> interfaceNames = new ArrayList<>();
    for (TypeDescription.Generic interfaceType : type.getInterfaces()) {
      interfaceNames.add(interfaceType.asErasure().getInternalName());
    }
    return named.of(type.getInternalName(), interfaceNames);
  }

  /** Bridges and the bodies of lambdas are synthetic: what they call, or are called by, counts. */
  private static boolean isMeasurable(MethodDescription method) {
    return method.isMethod() && !method.isNative() && !method.isSynthetic();
  }

  private static boolean isPublic(MethodDescription method) {
    return method.isPublic() && !method.isStatic();
  }

  @Override
  public Class<MethodNumber> getAnnotationType() {
    return MethodNumber.class;
  }

  @Override
  public Advice.OffsetMapping make(
      ParameterDescription.InDefinedShape target,
      AnnotationDescription.Loadable<MethodNumber> annotation,
      AdviceType adviceType) {
    return new Advice.OffsetMapping() {
      @Override
      public Target resolve(
          TypeDescription type,
          MethodDescription method,
          Assigner assigner,
          Advice.ArgumentHandler argumentHandler,
          Sort sort) {
        int number = patterns(type).number(method.getInternalName(), isPublic(method));
        return new Target.ForStackManipulation(IntegerConstant.forValue(number));
      }
    };
  }
}

package dev.tacho.instrumentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Reads the bytecode of an advice class and says what would go wrong, mostly silently, once it is
 * copied into a class of another loader. The rules stand in the chapter on weaving of
 * docs/architecture.md.
 */
final class AdviceLint extends ClassVisitor {
  private static final int API = Opcodes.ASM9;
  private static final String ADVICE = "Lnet/bytebuddy/asm/Advice$";
  private static final String FACADE = "dev/tacho/facade/TachoProbe";

  private final List<String> targetApi;
  private final Set<String> violations = new HashSet<>();
  private boolean enterGivesValue;
  private boolean hasExit;
  private boolean exitTakesValue;

  private AdviceLint(List<String> targetApi) {
    super(API);
    this.targetApi = targetApi;
  }

  /**
   * Checks one class.
   *
   * @param targetApi what the names of types start with that the advice may use of the target
   *     library, in internal form
   * @return violations, each beginning with the name of its method where it has one; sorted
   */
  static List<String> violations(byte[] adviceClass, List<String> targetApi) {
    AdviceLint lint = new AdviceLint(targetApi);
    new ClassReader(adviceClass).accept(lint, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (lint.enterGivesValue && lint.hasExit && !lint.exitTakesValue) {
      lint.violations.add("enter gives a value that exit does not take");
    }
    List<String> sorted = new ArrayList<>(lint.violations);
    sorted.sort(null);
    return sorted;
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    violations.add("has the field " + name);
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    return name.equals("<init>") ? null : new MethodLint(name, descriptor);
  }

  private boolean mayUse(String internalName) {
    return internalName.equals("java/lang/Object")
        || internalName.equals("java/lang/String")
        || targetApi.stream().anyMatch(internalName::startsWith);
  }

  private final class MethodLint extends MethodVisitor {
    private final String name;
    private final String descriptor;
    private boolean isAdvice;

    MethodLint(String name, String descriptor) {
      super(API);
      this.name = name;
      this.descriptor = descriptor;
      for (Type parameter : Type.getArgumentTypes(descriptor)) {
        checkType(parameter, "takes");
      }
    }

    private void violation(String what) {
      violations.add(name + ": " + what);
    }

    private void checkType(Type type, String verb) {
      Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
      boolean known =
          element.getSort() != Type.OBJECT
              || element.getInternalName().startsWith("java/lang/")
              || mayUse(element.getInternalName());
      if (!known) {
        violation(verb + " " + element.getInternalName());
      }
    }

    @Override
    public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
      boolean enter = annotation.equals(ADVICE + "OnMethodEnter;");
      if (!enter && !annotation.equals(ADVICE + "OnMethodExit;")) {
        return null;
      }
      isAdvice = true;
      hasExit |= !enter;
      enterGivesValue |= enter && !descriptor.endsWith(")V");
      return new AnnotationVisitor(API) {
        private boolean suppresses;

        @Override
        public void visit(String attribute, Object value) {
          suppresses |= attribute.equals("suppress") && value.equals(Type.getType(Throwable.class));
        }

        @Override
        public void visitEnd() {
          if (!suppresses) {
            violation("does not suppress Throwable");
          }
        }
      };
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(
        int parameter, String annotation, boolean visible) {
      exitTakesValue |= annotation.equals(ADVICE + "Enter;");
      if (annotation.equals(ADVICE + "Origin;") || annotation.equals(ADVICE + "AllArguments;")) {
        violation("takes @" + annotation.substring(ADVICE.length(), annotation.length() - 1));
      }
      return null;
    }

    @Override
    public void visitInvokeDynamicInsn(
        String called, String calledDescriptor, Handle bootstrap, Object... arguments) {
      violation("uses invokedynamic, as for a lambda or joined strings");
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof Type type) {
        violation("uses the class constant " + type.getClassName());
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String fieldDescriptor) {
      if (field.startsWith("$SwitchMap$")) {
        violation("switches over an enum");
      } else if (!mayUse(owner)) {
        violation("uses the field " + owner + "." + field);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String called, String calledDescriptor, boolean isInterface) {
      if (!owner.equals(FACADE) && !mayUse(owner)) {
        violation("calls " + owner + "." + called);
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      checkType(Type.getObjectType(type), "uses");
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      violation("catches exceptions, which suppress does already");
    }

    @Override
    public void visitEnd() {
      if (!isAdvice) {
        violation("is a helper method, which the woven class cannot call");
      }
    }
  }
}

package dev.tacho.weave;

import dev.tacho.facade.TachoSlot;
import java.util.Arrays;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Makes the objects of a class {@link TachoSlot}s, by a field and two methods behind all others.
 *
 * <p>That changes the class's shape, which the JVM allows while it loads a class and never again.
 * So it is for the first class file only, and then for every later one of that class, whoever
 * retransforms or redefines it: in the same place, or the JVM refuses it.
 */
final class SlotField {
  private static final String INTERFACE = Type.getInternalName(TachoSlot.class);
  private static final String NAME = "tachoSlot";
  private static final String TYPE = "Ljava/lang/Object;";
  private static final String GETTER = "()" + TYPE;
  private static final String SETTER = "(" + TYPE + ")V";

  private SlotField() {}

  /** Whether the loaded class itself, not a superclass, was given one. */
  static boolean isIn(Class<?> type) {
    return Arrays.<Class<?>>asList(type.getInterfaces()).contains(TachoSlot.class);
  }

  /** The class file with the slot; the same one if it has come with it, from another agent. */
  static byte[] addTo(byte[] classFile) {
    ClassReader reader = OpenedClassReader.of(classFile);
    if (Arrays.asList(reader.getInterfaces()).contains(INTERFACE)) {
      return classFile;
    }
    ClassWriter writer = new ClassWriter(reader, 0); // takes over methods as they are
    reader.accept(new Adder(writer), 0);
    return writer.toByteArray();
  }

  private static final class Adder extends ClassVisitor {
    private String owner;

    Adder(ClassVisitor writer) {
      super(OpenedClassReader.ASM_API, writer);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      owner = name;
      String[] withSlot = Arrays.copyOf(interfaces, interfaces.length + 1);
      withSlot[interfaces.length] = INTERFACE;
      super.visit(version, access, name, signature, superName, withSlot);
    }

    @Override
    public void visitEnd() {
      int hidden = Opcodes.ACC_SYNTHETIC;
      visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_TRANSIENT | hidden, NAME, TYPE, null, null)
          .visitEnd();
      addGetter(visitMethod(Opcodes.ACC_PUBLIC | hidden, NAME, GETTER, null, null));
      addSetter(visitMethod(Opcodes.ACC_PUBLIC | hidden, NAME, SETTER, null, null));
      super.visitEnd();
    }

    private void addGetter(MethodVisitor getter) {
      getter.visitCode();
      getter.visitVarInsn(Opcodes.ALOAD, 0);
      getter.visitFieldInsn(Opcodes.GETFIELD, owner, NAME, TYPE);
      getter.visitInsn(Opcodes.ARETURN);
      getter.visitMaxs(1, 1);
      getter.visitEnd();
    }

    private void addSetter(MethodVisitor setter) {
      setter.visitCode();
      setter.visitVarInsn(Opcodes.ALOAD, 0);
      setter.visitVarInsn(Opcodes.ALOAD, 1);
      setter.visitFieldInsn(Opcodes.PUTFIELD, owner, NAME, TYPE);
      setter.visitInsn(Opcodes.RETURN);
      setter.visitMaxs(2, 2);
      setter.visitEnd();
    }
  }
}

package dev.tacho.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class ClassHeaderTest {
  @Test
  void headersOfTheJdksClassesAreWhatReflectionTells() throws Exception {
    int compared = compareWithReflection(Path.of(URI.create("jrt:/java.base/java")), "java", null);

    assertThat(compared).isGreaterThan(500);
  }

  @Test
  void headersOfALibrarysClassesAreWhatReflectionTells() throws Exception {
    URI jar = Assertions.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
      int compared =
          compareWithReflection(
              files.getPath("/org/assertj/core/internal"),
              "org.assertj.core.internal",
              Assertions.class.getClassLoader());

      assertThat(compared).isGreaterThan(50);
    }
  }

  /** All classes in a package and below. */
  private static int compareWithReflection(Path folder, String packageName, ClassLoader loader)
      throws Exception {
    List<Path> classFiles;
    try (Stream<Path> files = Files.walk(folder)) {
      classFiles = files.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path classFile : classFiles) {
      String path = folder.relativize(classFile).toString();
      String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
      Class<?> type = Class.forName(packageName + '.' + name, false, loader);
      assertHeader(Files.readAllBytes(classFile), type);
    }
    return classFiles.size();
  }

  private static void assertHeader(byte[] classFile, Class<?> type) {
    ClassHeader header = ClassHeader.read(classFile);
    assertThat(header.isInterface).as("%s", type).isEqualTo(type.isInterface());
    assertThat(header.superName).as("superclass of %s", type).isEqualTo(superName(type));
    assertThat(header.interfaceNames)
        .as("interfaces of %s", type)
        .containsExactly(
            Arrays.stream(type.getInterfaces())
                .map(ClassFiles::internalName)
                .toArray(String[]::new));
  }

  /** As class files have it, where interfaces extend Object. */
  private static String superName(Class<?> type) {
    if (type.isInterface()) {
      return "java/lang/Object";
    }
    return type.getSuperclass() == null ? null : ClassFiles.internalName(type.getSuperclass());
  }

  @Test
  void everyKindOfConstantIsSteppedOver() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V11,
        Opcodes.ACC_PUBLIC,
        "Constants",
        null,
        "com/acme/Base",
        new String[] {"com/acme/One", "com/acme/Two"});
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
    Handle handle =
        new Handle(Opcodes.H_INVOKESTATIC, "com/acme/Bootstrap", "bootstrap", "()V", false);
    code.visitLdcInsn(1L);
    code.visitLdcInsn(1.5);
    code.visitLdcInsn(1.5f);
    code.visitLdcInsn(100_000);
    code.visitLdcInsn("text");
    code.visitLdcInsn(Type.getType("Lcom/acme/Other;"));
    code.visitLdcInsn(Type.getMethodType("()V"));
    code.visitLdcInsn(handle);
    code.visitLdcInsn(new ConstantDynamic("dynamic", "I", handle));
    code.visitInvokeDynamicInsn("call", "()V", handle);
    code.visitFieldInsn(Opcodes.GETSTATIC, "com/acme/Other", "field", "I");
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "com/acme/Face", "call", "()V", true);
    writer.visitEnd();

    ClassHeader header = ClassHeader.read(writer.toByteArray());

    assertThat(header.isInterface).isFalse();
    assertThat(header.superName).isEqualTo("com/acme/Base");
    assertThat(header.interfaceNames).containsExactly("com/acme/One", "com/acme/Two");
  }

  @Test
  void aModuleHasNoSupertypes() throws IOException {
    ClassHeader header =
        ClassHeader.read(
            Files.readAllBytes(Path.of(URI.create("jrt:/java.sql/module-info.class"))));

    assertThat(header.superName).isNull();
    assertThat(header.interfaceNames).isEmpty();
  }

  @Test
  void whatIsNoClassFileHasNoHeader() {
    assertThat(ClassHeader.read(new byte[0])).isNull();
    assertThat(ClassHeader.read(new byte[] {(byte) 0xCA, (byte) 0xFE})).isNull();
    assertThat(ClassHeader.read("a text of some length".getBytes(StandardCharsets.UTF_8))).isNull();
  }
}

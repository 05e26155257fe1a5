package dev.tacho.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Class files of the test class path. */
final class ClassFiles {
  private ClassFiles() {}

  static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  static byte[] of(Class<?> type) {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The class {@code type} once more, as a loader below that of this class has defined it. */
  static Class<?> defined(Class<?> type, byte[] classFile) {
    return new ClassLoader(ClassFiles.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(type.getName(), classFile, 0, classFile.length);
      }
    }.define();
  }
}

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
}

package dev.tacho.weave;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The supertypes of a class, as far as their class files are found as resources: to load them from
 * inside a transformer could dead-lock the application. Types of the JDK end a branch.
 */
final class Ancestors {
  private static final int MAX_DEPTH = 8;

  private final ClassLoader loader;
  private final Set<String> names = new HashSet<>();
  private boolean known = true;

  Ancestors(ClassLoader loader) {
    this.loader = loader;
  }

  void addAll(ClassHeader header) {
    addSuperclass(header);
    addInterfaces(header);
  }

  /** The superclass with all above it. */
  void addSuperclass(ClassHeader header) {
    addSuperclass(header.superName, 0);
  }

  /** The interfaces that the class itself names, with all above them. */
  void addInterfaces(ClassHeader header) {
    addInterfaces(header, 0);
  }

  private void addSuperclass(String name, int depth) {
    if (name != null && name.startsWith("java/") && !name.equals("java/lang/Object")) {
      known = false;
    }
    add(name, depth);
  }

  private void addInterfaces(ClassHeader header, int depth) {
    for (String name : header.interfaceNames) {
      add(name, depth);
    }
  }

  private void add(String name, int depth) {
    if (name == null || !names.add(name) || name.startsWith("java/")) {
      return;
    }
    ClassHeader header = depth == MAX_DEPTH ? null : header(name);
    if (header == null) {
      known = false;
    } else {
      addSuperclass(header.superName, depth + 1);
      addInterfaces(header, depth + 1);
    }
  }

  boolean containAny(List<String> wanted) {
    for (String name : wanted) {
      if (names.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether these are all; not if one was not found, or if a class of the JDK is among them. */
  boolean areKnown() {
    return known;
  }

  private ClassHeader header(String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? null : ClassHeader.read(readAll(in));
    } catch (IOException | RuntimeException unreadable) {
      // Of the application's loader, which will find out for itself: then it is not known to us.
      return null;
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    byte[] buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
    }
    return out.toByteArray();
  }
}

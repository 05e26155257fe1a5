package dev.tacho.weave;

/**
 * The supertypes of a class file, read without the rest of it: about a microsecond, where a full
 * parse takes thirty. Format: JVM specification, chapter 4.
 */
final class ClassHeader {
  private static final int INTERFACE = 0x0200;

  final boolean isInterface;

  /** Null for {@code java.lang.Object} and modules. */
  final String superName;

  final String[] interfaceNames;

  private ClassHeader(boolean isInterface, String superName, String[] interfaceNames) {
    this.isInterface = isInterface;
    this.superName = superName;
    this.interfaceNames = interfaceNames;
  }

  /**
   * Reads the header.
   *
   * @return null if the bytes are no class file, as in OpenJ9's shared classes
   */
  static ClassHeader read(byte[] classFile) {
    if (classFile.length < 10 || u2(classFile, 0) != 0xCAFE || u2(classFile, 2) != 0xBABE) {
      return null;
    }
    int[] constants = new int[u2(classFile, 8)];
    int position = 10;
    for (int i = 1; i < constants.length; i++) {
      constants[i] = position + 1;
      int tag = classFile[position];
      position += 1 + constantLength(classFile, position);
      if (tag == 5 || tag == 6) {
        i++; // long and double take two entries
      }
    }
    int access = u2(classFile, position);
    String superName = className(classFile, constants, u2(classFile, position + 4));
    String[] interfaceNames = new String[u2(classFile, position + 6)];
    for (int i = 0; i < interfaceNames.length; i++) {
      interfaceNames[i] = className(classFile, constants, u2(classFile, position + 8 + 2 * i));
    }
    return new ClassHeader((access & INTERFACE) != 0, superName, interfaceNames);
  }

  private static int constantLength(byte[] classFile, int position) {
    switch (classFile[position]) {
      case 1: // Utf8
        return 2 + u2(classFile, position + 1);
      case 7: // Class
      case 8: // String
      case 16: // MethodType
      case 19: // Module
      case 20: // Package
        return 2;
      case 15: // MethodHandle
        return 3;
      case 5: // Long
      case 6: // Double
        return 8;
      default:
        return 4;
    }
  }

  private static String className(byte[] classFile, int[] constants, int index) {
    if (index == 0) {
      return null;
    }
    int utf8 = constants[u2(classFile, constants[index])];
    return new String(
        classFile, utf8 + 2, u2(classFile, utf8), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static int u2(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFF) << 8 | (bytes[offset + 1] & 0xFF);
  }
}

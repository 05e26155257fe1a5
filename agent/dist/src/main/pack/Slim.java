import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * Makes the libraries in the jar smaller: removes classes that nothing leads to from those of the
 * agent, and from those that stay what only debuggers and compilers read. A string that is the name
 * of a class leads there, too. Run by packaging on the unpacked jar, as a source file.
 */
final class Slim {
  private static final String LIBRARIES = "dev/tacho/shaded/";

  private final Path folder;
  private final List<Pattern> cut;
  private final Map<String, Path> files = new TreeMap<>();
  private final Set<String> kept = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private Slim(Path folder, List<Pattern> cut) {
    this.folder = folder;
    this.cut = cut;
  }

  /**
   * @param arguments the folder with the class files; the file with the names that are not followed
   */
  public static void main(String[] arguments) throws IOException {
    new Slim(Path.of(arguments[0]), patterns(Path.of(arguments[1]))).run();
  }

  /** One to a line, with {@code *} for any characters; after a {@code #} comes the reason. */
  private static List<Pattern> patterns(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(line -> Pattern.compile("\\Q" + line.replace("*", "\\E.*\\Q") + "\\E"))
        .toList();
  }

  private void run() throws IOException {
    findFiles();
    for (String name : files.keySet()) {
      if (!name.startsWith(LIBRARIES)) {
        reach(name);
      }
    }
    while (!open.isEmpty()) {
      follow(open.pop());
    }
    for (Map.Entry<String, Path> file : files.entrySet()) {
      if (!kept.contains(file.getKey())) {
        Files.delete(file.getValue());
      }
    }
    System.out.println("Slim: " + kept.size() + " of " + files.size() + " classes stay");
  }

  private void findFiles() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.toString().endsWith(".class")).forEach(this::addFile);
    }
  }

  private void addFile(Path file) {
    String name = folder.relativize(file).toString().replace('\\', '/');
    files.put(name.substring(0, name.length() - ".class".length()), file);
  }

  private void reach(String name) {
    if (files.containsKey(name)
        && cut.stream().noneMatch(pattern -> pattern.matcher(name).matches())
        && kept.add(name)) {
      open.push(name);
    }
  }

  private void follow(String name) {
    try {
      byte[] classFile = Files.readAllBytes(files.get(name));
      if (name.startsWith(LIBRARIES)) {
        classFile = stripped(classFile);
        Files.write(files.get(name), classFile);
      }
      new ClassReader(classFile).accept(new References(), ClassReader.SKIP_DEBUG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls {@link #reach} for every class that is named where the JVM would look for it. */
  private final class References extends ClassRemapper {
    References() {
      super(
          new ClassWriter(0),
          new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
              reach(name);
              return name;
            }

            @Override
            public String mapSignature(String signature, boolean typeSignature) {
              return signature; // for compilers
            }

            @Override
            public Object mapValue(Object value) {
              if (value instanceof String) {
                reach(((String) value).replace('.', '/'));
              }
              return super.mapValue(value);
            }
          });
    }

    @Override
    public void visitInnerClass(String name, String outer, String inner, int access) {
      // Says how a class was written, and loads none.
    }

    @Override
    public void visitOuterClass(String owner, String name, String descriptor) {
      // Likewise.
    }
  }

  /** Without names of variables and annotations that nobody can see while it runs. */
  private static byte[] stripped(byte[] classFile) {
    ClassWriter result = new ClassWriter(0);
    new ClassReader(classFile).accept(new StrippedClass(result), 0);
    return result.toByteArray();
  }

  private static final class StrippedClass extends ClassVisitor {
    StrippedClass(ClassVisitor result) {
      super(Opcodes.ASM9, result);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return visible ? super.visitAnnotation(descriptor, true) : null;
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
        int reference, TypePath path, String descriptor, boolean visible) {
      return visible ? super.visitTypeAnnotation(reference, path, descriptor, true) : null;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return new StrippedField(super.visitField(access, name, descriptor, signature, value));
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] thrown) {
      return new StrippedMethod(super.visitMethod(access, name, descriptor, signature, thrown));
    }
  }

  private static final class StrippedField extends FieldVisitor {
    StrippedField(FieldVisitor result) {
      super(Opcodes.ASM9, result);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return visible ? super.visitAnnotation(descriptor, true) : null;
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
        int reference, TypePath path, String descriptor, boolean visible) {
      return visible ? super.visitTypeAnnotation(reference, path, descriptor, true) : null;
    }
  }

  private static final class StrippedMethod extends MethodVisitor {
    StrippedMethod(MethodVisitor result) {
      super(Opcodes.ASM9, result);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return visible ? super.visitAnnotation(descriptor, true) : null;
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
        int reference, TypePath path, String descriptor, boolean visible) {
      return visible ? super.visitTypeAnnotation(reference, path, descriptor, true) : null;
    }

    @Override
    public void visitAnnotableParameterCount(int count, boolean visible) {
      if (visible) {
        super.visitAnnotableParameterCount(count, true);
      }
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(
        int parameter, String descriptor, boolean visible) {
      return visible ? super.visitParameterAnnotation(parameter, descriptor, true) : null;
    }

    @Override
    public AnnotationVisitor visitInsnAnnotation(
        int reference, TypePath path, String descriptor, boolean visible) {
      return visible ? super.visitInsnAnnotation(reference, path, descriptor, true) : null;
    }

    @Override
    public AnnotationVisitor visitLocalVariableAnnotation(
        int reference,
        TypePath path,
        Label[] start,
        Label[] end,
        int[] index,
        String descriptor,
        boolean visible) {
      return null; // not to be had by reflection
    }

    @Override
    public void visitLocalVariable(
        String name, String descriptor, String signature, Label start, Label end, int index) {
      // For debuggers.
    }
  }
}

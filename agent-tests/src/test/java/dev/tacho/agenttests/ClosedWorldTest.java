package dev.tacho.agenttests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.agenttests.harness.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.junit.jupiter.api.Test;

/** What packaging leaves out of the jar is what it is told to leave out, and nothing else. */
class ClosedWorldTest {
  private static final String PREFIX = "agent/";
  private static final String SUFFIX = ".bin";

  private static final String OWN = "dev/tacho/";
  private static final String LIBRARIES = OWN + "shaded/";

  /** The JDK's, and what libraries make use of where they find it. */
  private static final Pattern NOT_IN_THE_JAR =
      Pattern.compile(
          "(java|javax|jdk|sun|com/sun)/.*|io/opentelemetry/.*/trace/.*|android/.*|dalvik/.*");

  @Test
  void everyClassOfALibraryThatIsNamedInTheJarIsThereOrCut() throws IOException {
    Map<String, byte[]> classes = classes();
    Set<String> missing = new TreeSet<>();
    List<Pattern> cuts = cuts();
    for (Map.Entry<String, byte[]> type : classes.entrySet()) {
      for (String name : namedIn(type.getValue())) {
        // Advice names classes of the application.
        boolean ofLibrary = type.getKey().startsWith(LIBRARIES) || name.startsWith(OWN);
        if (ofLibrary
            && !classes.containsKey(name)
            && !NOT_IN_THE_JAR.matcher(name).matches()
            && cuts.stream().noneMatch(cut -> cut.matcher(name).matches())) {
          missing.add(type.getKey() + " names " + name);
        }
      }
    }

    assertThat(classes).hasSizeGreaterThan(2000);
    assertThat(missing).isEmpty();
  }

  @Test
  void noClassThatIsCutIsThere() throws IOException {
    List<Pattern> cuts = cuts();

    assertThat(classes().keySet())
        .noneMatch(name -> cuts.stream().anyMatch(cut -> cut.matcher(name).matches()));
  }

  private static Map<String, byte[]> classes() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      Map<String, byte[]> classes = new HashMap<>();
      jar.stream()
          .filter(entry -> entry.getName().startsWith(PREFIX) && entry.getName().endsWith(SUFFIX))
          .forEach(entry -> classes.put(name(entry), content(jar, entry)));
      return classes;
    }
  }

  private static String name(ZipEntry entry) {
    return entry.getName().substring(PREFIX.length(), entry.getName().length() - SUFFIX.length());
  }

  private static byte[] content(JarFile jar, ZipEntry entry) {
    try (var in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Pattern> cuts() throws IOException {
    Path file = Path.of("../agent/dist/src/main/pack/cuts.txt");
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(line -> Pattern.compile("\\Q" + line.replace("*", "\\E.*\\Q") + "\\E"))
        .toList();
  }

  private static Set<String> namedIn(byte[] classFile) {
    Set<String> names = new HashSet<>();
    Remapper collector =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String name) {
            names.add(name);
            return name;
          }

          @Override
          public String mapSignature(String signature, boolean typeSignature) {
            return signature; // names what compilers look for
          }
        };
    new ClassReader(classFile)
        .accept(
            new ClassRemapper(new ClassWriter(0), collector) {
              @Override
              public void visitInnerClass(String name, String outer, String inner, int access) {
                // Says how a class was written, and loads none.
              }

              @Override
              public void visitOuterClass(String owner, String name, String descriptor) {
                // Likewise.
              }
            },
            ClassReader.SKIP_DEBUG);
    return names;
  }
}

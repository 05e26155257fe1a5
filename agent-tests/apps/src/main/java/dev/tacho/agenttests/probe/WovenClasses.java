package dev.tacho.agenttests.probe;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An agent of its own, which looks at the code of all classes of a running JVM: it writes the names
 * of those that call Tacho's facade, and how many it has seen, to the file that is its argument.
 */
public final class WovenClasses {
  private static final String FACADE = "java/lang/Tacho";
  private static final int BATCH = 200;

  private WovenClasses() {}

  public static void agentmain(String file, Instrumentation jvm) throws IOException {
    Set<String> woven = new TreeSet<>();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    ClassFileTransformer reader =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain protectionDomain,
              byte[] classFile) {
            if (redefined != null && name != null && !name.startsWith(FACADE)) {
              seen.add(name);
              if (new String(classFile, StandardCharsets.ISO_8859_1).contains(FACADE)) {
                synchronized (woven) {
                  woven.add(name.replace('/', '.'));
                }
              }
            }
            return null;
          }
        };
    List<String> lines = new ArrayList<>();
    jvm.addTransformer(reader, true);
    try {
      retransformAll(jvm);
    } finally {
      jvm.removeTransformer(reader);
    }
    synchronized (woven) {
      lines.addAll(woven);
    }
    lines.add("seen " + seen.size());
    Path finished = Paths.get(file);
    Path unfinished = Paths.get(file + ".tmp");
    Files.write(unfinished, lines, StandardCharsets.UTF_8);
    Files.move(unfinished, finished);
  }

  private static void retransformAll(Instrumentation jvm) {
    List<Class<?>> batch = new ArrayList<>();
    for (Class<?> type : jvm.getAllLoadedClasses()) {
      if (jvm.isModifiableClass(type)
          && !type.getName().contains("/") // not those of lambdas
          && !type.getName().startsWith("dev.tacho.")) {
        batch.add(type);
      }
      if (batch.size() == BATCH) {
        retransform(jvm, batch);
        batch.clear();
      }
    }
    retransform(jvm, batch);
  }

  /**
   * Some classes cannot be retransformed, because libraries are missing that they name; of a batch
   * those behind such a one are not looked at. Halves find it with few stops of the application.
   */
  private static void retransform(Instrumentation jvm, List<Class<?>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      jvm.retransformClasses(batch.toArray(new Class<?>[0]));
    } catch (Throwable failure) {
      if (batch.size() > 1) {
        int middle = batch.size() / 2;
        retransform(jvm, batch.subList(0, middle));
        retransform(jvm, batch.subList(middle, batch.size()));
      }
    }
  }
}

package dev.tacho.agenttests.harness;

import com.sun.tools.attach.VirtualMachine;
import dev.tacho.agenttests.probe.WovenClasses;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Looks at the code that the classes of a child JVM have, by an agent that has nothing to hide. */
public final class CodeOfClasses {
  private CodeOfClasses() {}

  /**
   * The classes that call Tacho's facade.
   *
   * @param scratch an empty folder
   */
  public static List<String> woven(RunningApp app, Path scratch) throws Exception {
    Path jar = jar(scratch.resolve("woven-classes.jar"));
    Path result = scratch.resolve("woven");
    VirtualMachine machine = VirtualMachine.attach(Long.toString(app.pid()));
    try {
      machine.loadAgent(jar.toString(), result.toString());
    } finally {
      machine.detach();
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(result));
    int seen = Integer.parseInt(lines.remove(lines.size() - 1).substring("seen ".length()));
    if (seen < 1000) {
      throw new AssertionError("only " + seen + " classes were looked at");
    }
    return lines;
  }

  private static Path jar(Path file) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", WovenClasses.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (String name : List.of("WovenClasses", "WovenClasses$1")) {
        out.putNextEntry(new JarEntry("dev/tacho/agenttests/probe/" + name + ".class"));
        try (InputStream in = WovenClasses.class.getResourceAsStream(name + ".class")) {
          in.transferTo(out);
        }
      }
    }
    return file;
  }
}

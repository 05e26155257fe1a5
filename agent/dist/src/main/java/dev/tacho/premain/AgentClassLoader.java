package dev.tacho.premain;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.SecureClassLoader;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the agent's classes from entries that nobody else takes for classes, and shares nothing
 * with the application: its parent is the JDK, of which it sees the named packages only. In a
 * modular run the platform loader can see application modules.
 *
 * <p>The jar stays open for the life of the JVM, so that it may be replaced on disk.
 */
final class AgentClassLoader extends SecureClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String PREFIX = "agent/";
  private static final String FACADE_PREFIX = "facade/";
  private static final String SUFFIX = ".bin";

  /** What of the JDK is not in the boot loader since Java 9. */
  private static final String[] PLATFORM_PACKAGES = {
    "java.", "javax.sql.", "javax.management.", "javax.net.", "javax.security.",
  };

  /**
   * Hidden from the agent's libraries: since JDK 24 the first use of it prints a warning of four
   * lines (JEP 498). Protobuf, which a scrape in that format brings up, does without.
   */
  private static final String UNSAFE = "sun.misc.Unsafe";

  private final ZipFile jar;
  private final ProtectionDomain protectionDomain;

  /** On Java 8 the loader for extensions, which passes on to the boot loader, where it all is. */
  private final ClassLoader platform;

  private AgentClassLoader(ZipFile jar, CodeSource source, ClassLoader platform) {
    super(null);
    this.jar = jar;
    this.protectionDomain = new ProtectionDomain(source, null, this, null);
    this.platform = platform;
  }

  static AgentClassLoader open(File jar) throws IOException {
    CodeSource source = AgentClassLoader.class.getProtectionDomain().getCodeSource();
    return new AgentClassLoader(new ZipFile(jar), source, topmostLoader());
  }

  /** The platform loader or, on Java 8, the one for extensions: by its place, which all have. */
  private static ClassLoader topmostLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> type = findLoadedClass(name);
      if (type == null) {
        byte[] classFile = read(name.replace('.', '/') + ".class");
        type =
            classFile != null
                ? defineClass(name, classFile, 0, classFile.length, protectionDomain)
                : loadFromJdk(name, resolve);
      }
      if (resolve) {
        resolveClass(type);
      }
      return type;
    }
  }

  private Class<?> loadFromJdk(String name, boolean resolve) throws ClassNotFoundException {
    if (name.equals(UNSAFE)) {
      throw new ClassNotFoundException(name);
    }
    for (String prefix : PLATFORM_PACKAGES) {
      if (name.startsWith(prefix)) {
        return platform.loadClass(name);
      }
    }
    return super.loadClass(name, resolve); // no parent: the boot loader
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] content = read(name);
    return content == null ? null : new ByteArrayInputStream(content);
  }

  /**
   * The class file of a facade class, which this loader does not define itself.
   *
   * @return null if there is none
   */
  byte[] readFacade(String simpleName) {
    return readEntry(FACADE_PREFIX + simpleName + SUFFIX);
  }

  /** A class file or resource of the agent, null if there is none. */
  private byte[] read(String name) {
    return readEntry(PREFIX + entryName(name));
  }

  private byte[] readEntry(String entryName) {
    ZipEntry entry = jar.getEntry(entryName);
    if (entry == null) {
      return null;
    }
    byte[] content = new byte[(int) entry.getSize()];
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      in.readFully(content);
      return content;
    } catch (IOException unreadable) {
      // As if it were not there; the failure to link that follows names the class.
      return null;
    }
  }

  private static String entryName(String name) {
    return name.endsWith(".class")
        ? name.substring(0, name.length() - ".class".length()) + SUFFIX
        : name;
  }
}

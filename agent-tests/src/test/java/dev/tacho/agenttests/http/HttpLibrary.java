package dev.tacho.agenttests.http;

import dev.tacho.agenttests.harness.ChildJvm;
import dev.tacho.agenttests.harness.Jdk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A version of an HTTP client, alone on the class path of an application, and the ways to call by
 * it.
 *
 * @param librarySet its name in {@code agent-tests/apps}, null for what the JDK has
 */
record HttpLibrary(String name, String librarySet, int oldestJdk, List<Way> ways) {
  /** An adapter, and what it does differently from others. */
  record Way(String adapter, Set<Trait> traits) {
    @Override
    public String toString() {
      return adapter.substring(adapter.lastIndexOf('.') + 1);
    }
  }

  static HttpLibrary of(String name, String librarySet, int oldestJdk) {
    return new HttpLibrary(name, librarySet, oldestJdk, List.of());
  }

  /** Adds a way to call by it. Neither this JVM nor the compiler needs the adapter's library. */
  HttpLibrary by(Class<? extends HttpAdapter> adapter, Trait... traits) {
    List<Way> more = new ArrayList<>(ways);
    Set<Trait> set = EnumSet.noneOf(Trait.class);
    set.addAll(List.of(traits));
    more.add(new Way(adapter.getName(), set));
    return new HttpLibrary(name, librarySet, oldestJdk, List.copyOf(more));
  }

  ChildJvm app(Jdk jdk, String... arguments) {
    ChildJvm app = ChildJvm.of(HttpClientApp.class, arguments).on(jdk);
    if (jdk.version() > 8) {
      // Before Java 17, libraries that look inside (Retrofit, HttpCore) would get a warning on
      // stderr.
      app.jvmOption("--add-opens=java.base/java.lang.invoke=ALL-UNNAMED");
      app.jvmOption("--add-opens=java.base/sun.security.ssl=ALL-UNNAMED");
    }
    return librarySet == null ? app : app.with(librarySet);
  }

  @Override
  public String toString() {
    return name;
  }
}

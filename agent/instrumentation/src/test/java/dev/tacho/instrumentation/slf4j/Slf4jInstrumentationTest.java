package dev.tacho.instrumentation.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.WovenLibrary;
import dev.tacho.record.LogLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SLF4J itself, woven, each time by a loader of its own, bound to a provider of these tests. */
final class Slf4jInstrumentationTest {
  private static final String PROVIDER = "slf4j.provider";

  private final Slf4jLibrary library = new Slf4jLibrary();

  @BeforeEach
  void bindToTheProviderOfTheseTests() {
    System.setProperty(PROVIDER, "com.acme.slf4j.AcmeProvider");
  }

  @AfterEach
  void nothingWentWrongInsideTheAgent() {
    System.clearProperty(PROVIDER);
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
  }

  @Test
  void aRequestsIdIsInTheContextWhileItLasts() {
    Slf4j slf4j = new Slf4j();
    slf4j.factory();

    long token = TachoProbe.requestEnter("GET", "/", "", "7");
    String inside = slf4j.requestId();
    TachoProbe.requestLeave(token);

    assertThat(inside).isEqualTo("7");
    assertThat(slf4j.requestId()).isNull();
  }

  @Test
  void aRequestWhileSlf4jInitialisesDoesNotTouchTheContext() throws ReflectiveOperationException {
    Slf4j slf4j = new Slf4j();
    List<Object> seen = new ArrayList<>();
    slf4j.whileInitializing(
        () -> {
          seen.add(slf4j.factory().getClass().getSimpleName());
          seen.add(library.stateOf(slf4j.type("org.slf4j.LoggerFactory")));
          long token = TachoProbe.requestEnter("GET", "/", "", "6");
          seen.add(slf4j.requestId() == null);
          TachoProbe.requestLeave(token);
        });

    Object factory = slf4j.factory();

    assertThat(seen).containsExactly("SubstituteLoggerFactory", LogLibrary.State.STARTING, true);
    assertThat(factory.getClass().getSimpleName()).isEqualTo("Factory");
    assertThat(slf4j.contextAdapter()).isSameAs(slf4j.providersAdapter());
  }

  @Test
  void aNewApplicationWithItsOwnSlf4jIsKnownBesideTheOld() {
    Slf4j old = new Slf4j();
    Slf4j fresh = new Slf4j();
    old.factory();
    fresh.factory();

    long token = TachoProbe.requestEnter("GET", "/", "", "7");
    List<String> inside = List.of(old.requestId(), fresh.requestId());
    TachoProbe.requestLeave(token);

    assertThat(inside).containsExactly("7", "7");
  }

  @Test
  void anApplicationThatIsTakenAwayCanBeCollected() {
    WeakReference<ClassLoader> loader = useAndDrop();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (loader.get() != null && System.nanoTime() < deadline) {
      System.gc();
    }

    assertThat(loader.get()).isNull();
  }

  private static WeakReference<ClassLoader> useAndDrop() {
    Slf4j slf4j = new Slf4j();
    slf4j.factory();
    long token = TachoProbe.requestEnter("GET", "/", "", "7");
    assertThat(slf4j.requestId()).isEqualTo("7");
    TachoProbe.requestLeave(token);
    return new WeakReference<>(slf4j);
  }

  @Test
  void whatIsNotBoundToAnythingHasNoContext() {
    System.clearProperty(PROVIDER);
    Slf4j slf4j = new Slf4j();
    Class<?> factory = slf4j.factory().getClass();

    assertThat(factory.getSimpleName()).isEqualTo("NOPLoggerFactory");
    assertThat(library.hasContext(factory, slf4j)).isFalse();
  }

  @Test
  void slf4j1WithoutItsBinderOfContextsIsLeftAlone() {
    assertThat(library.hasContext(String.class, ClassLoader.getPlatformClassLoader())).isFalse();
  }

  @Test
  void stateIsToldWithoutInitialising() throws ReflectiveOperationException {
    Slf4j slf4j = new Slf4j();
    Class<?> loggerFactory = slf4j.type("org.slf4j.LoggerFactory");

    assertThat(library.stateOf(loggerFactory)).isEqualTo(LogLibrary.State.UNUSED);
    assertThat(slf4j.state()).isZero();
    slf4j.factory();
    assertThat(library.stateOf(loggerFactory)).isEqualTo(LogLibrary.State.READY);
    assertThat(library.stateOf(String.class)).isEqualTo(LogLibrary.State.UNUSED);
  }

  /** The classes of SLF4J and of the provider, as one web application would have them. */
  private static final class Slf4j extends URLClassLoader {
    Slf4j() {
      super(
          new URL[] {org.slf4j.MDC.class.getProtectionDomain().getCodeSource().getLocation()},
          WovenLibrary.jdkAndFacade());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      return name.startsWith("com.acme.slf4j.") ? define(name) : super.findClass(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String resource = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = Slf4jInstrumentationTest.class.getResourceAsStream(resource)) {
        byte[] classFile = in.readAllBytes();
        return defineClass(name, classFile, 0, classFile.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    Class<?> type(String name) {
      try {
        return loadClass(name);
      } catch (ClassNotFoundException e) {
        throw new LinkageError(name, e);
      }
    }

    Object factory() {
      try {
        return type("org.slf4j.LoggerFactory").getMethod("getILoggerFactory").invoke(null);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("SLF4J failed", e);
      }
    }

    String requestId() {
      try {
        return (String)
            type("org.slf4j.MDC").getMethod("get", String.class).invoke(null, "request_id");
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("SLF4J failed", e);
      }
    }

    Object contextAdapter() throws ReflectiveOperationException {
      return type("org.slf4j.MDC").getMethod("getMDCAdapter").invoke(null);
    }

    Object providersAdapter() throws ReflectiveOperationException {
      Object provider = loggerFactoryField("PROVIDER").get(null);
      return provider.getClass().getMethod("getMDCAdapter").invoke(provider);
    }

    int state() throws ReflectiveOperationException {
      return loggerFactoryField("INITIALIZATION_STATE").getInt(null);
    }

    private Field loggerFactoryField(String name) throws ReflectiveOperationException {
      Field field = type("org.slf4j.LoggerFactory").getDeclaredField(name);
      field.setAccessible(true);
      return field;
    }

    void whileInitializing(Runnable action) throws ReflectiveOperationException {
      type("com.acme.slf4j.AcmeProvider").getField("whileInitializing").set(null, action);
    }
  }
}

package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.log.AcmeFactory;
import com.acme.log.LogContext;
import com.acme.log.Loggers;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.Scrape;
import dev.tacho.metrics.TestFamilies;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogContextsTest {
  private static final String KEY = "request_id";
  private static final String API = "com.acme.log.LogFactory";
  private static final String CONTEXT = "com.acme.log.LogContext";
  private static final String WOVEN = "com.acme.log.Loggers";

  private final AgentHealth health = new AgentHealth(List.of("acme"));
  private final Families families = TestFamilies.with("", health);
  private final TestLibrary library = new TestLibrary(CONTEXT);
  private final LogContexts contexts = new LogContexts(List.of(library), health);

  private static final class TestLibrary extends LogLibrary {
    private State state = State.READY;
    private boolean hasContext = true;
    private int askedForState;

    TestLibrary(String contextType) {
      super("acme", API, contextType, WOVEN);
    }

    @Override
    protected boolean hasContext(Class<?> witness, ClassLoader api) {
      return hasContext;
    }

    @Override
    protected State stateOf(Class<?> woven) {
      askedForState++;
      return state;
    }
  }

  @BeforeEach
  @AfterEach
  void nothingIsInTheContext() {
    LogContext.failures = 0;
    LogContext.remove(KEY);
    LogContext.calls = 0;
  }

  @Test
  void aLibraryThatIsNotKnownIsLeftAlone() {
    LogContexts.Before before = contexts.put("7");
    contexts.remove("7", before);

    assertThat(before).isNull();
    assertThat(LogContext.calls).isZero();
  }

  @Test
  void theIdOfATraceIsWhatTheApplicationsTracerHasPutThere() {
    assertThat(contexts.traceId()).isNull();
    contexts.found(0, new AcmeFactory());
    assertThat(contexts.traceId()).isNull();

    for (String key : List.of("dd.trace_id", "traceId", "trace_id")) {
      LogContext.put(key, "of " + key);
      assertThat(contexts.traceId()).isEqualTo("of " + key);
    }
    for (String key : List.of("dd.trace_id", "traceId", "trace_id")) {
      LogContext.remove(key);
    }
  }

  @Test
  void theIdStandsInTheContextUntilItIsTakenOut() {
    contexts.found(0, new AcmeFactory());

    LogContexts.Before before = contexts.put("7");
    assertThat(LogContext.get(KEY)).isEqualTo("7");
    contexts.remove("7", before);

    assertThat(LogContext.get(KEY)).isNull();
    assertThat(before).isNull();
  }

  @Test
  void aWitnessOfAnotherClassIsOfTheSameLibrary() {
    contexts.found(0, new AcmeFactory());
    contexts.found(0, new AcmeFactory() {});
    contexts.found(0, new AcmeFactory());

    contexts.put("7");

    assertThat(LogContext.calls).isEqualTo(2); // get and put, once each
    contexts.remove("7", null);
  }

  @Test
  void whatTheApplicationHadThereComesBack() {
    contexts.found(0, new AcmeFactory());
    LogContext.put(KEY, "its own");

    LogContexts.Before before = contexts.put("7");
    assertThat(LogContext.get(KEY)).isEqualTo("7");
    contexts.remove("7", before);

    assertThat(LogContext.get(KEY)).isEqualTo("its own");
  }

  @Test
  void whatTheApplicationPutsThereMeanwhileStays() {
    contexts.found(0, new AcmeFactory());
    LogContexts.Before before = contexts.put("7");

    LogContext.put(KEY, "its own");
    contexts.remove("7", before);

    assertThat(LogContext.get(KEY)).isEqualTo("its own");
  }

  @Test
  void whatTheApplicationClearedMeanwhileStaysCleared() {
    contexts.found(0, new AcmeFactory());
    LogContext.put(KEY, "its own");
    LogContexts.Before before = contexts.put("7");

    LogContext.remove(KEY);
    contexts.remove("7", before);

    assertThat(LogContext.get(KEY)).isNull();
  }

  @Test
  void anEqualValueOfTheApplicationIsNotTakenForOurs() {
    contexts.found(0, new AcmeFactory());
    LogContexts.Before before = contexts.put("7");

    LogContext.put(KEY, new String("7".toCharArray()));
    contexts.remove("7", before);

    assertThat(LogContext.get(KEY)).isEqualTo("7");
  }

  @Test
  void twoLibrariesWithOneContextDoNotGetInEachOthersWay() {
    TestLibrary view = new TestLibrary("com.acme.log.LogContextView");
    for (List<LogLibrary> order :
        List.of(List.<LogLibrary>of(library, view), List.<LogLibrary>of(view, library))) {
      LogContexts both = new LogContexts(order, health);
      both.found(0, new AcmeFactory());
      both.found(1, new AcmeFactory());
      LogContext.put(KEY, "its own");

      LogContexts.Before before = both.put("7");
      assertThat(LogContext.get(KEY)).isEqualTo("7");
      both.remove("7", before);
      assertThat(LogContext.get(KEY)).isEqualTo("its own");

      LogContext.remove(KEY);
      both.remove("8", both.put("8"));
      assertThat(LogContext.get(KEY)).isNull();
    }
  }

  @Test
  void everyCopyOfALibraryGetsTheId() throws ReflectiveOperationException {
    Copy one = new Copy();
    Copy other = new Copy();
    contexts.found(0, one.witness());
    contexts.found(0, other.witness());
    other.put("its own");

    LogContexts.Before before = contexts.put("7");

    assertThat(one.get()).isEqualTo("7");
    assertThat(other.get()).isEqualTo("7");
    assertThat(LogContext.get(KEY)).isNull();
    contexts.found(0, new AcmeFactory()); // meanwhile
    contexts.remove("7", before);
    assertThat(one.get()).isNull();
    assertThat(other.get()).isEqualTo("its own");
  }

  @Test
  void aLibraryWithoutContextIsLeftAlone() {
    library.hasContext = false;
    contexts.found(0, new AcmeFactory());
    contexts.found(0, "something else");
    contexts.loadedEarly(Loggers.class);

    contexts.put("7");

    assertThat(LogContext.calls).isZero();
    assertThat(errors()).isEmpty();
  }

  @Test
  void aLibraryThatThrowsIsCountedAndThenLeftAlone() {
    contexts.found(0, new AcmeFactory());
    LogContext.failures = Integer.MAX_VALUE;

    for (int i = 0; i < 10; i++) {
      contexts.remove("7", contexts.put("7"));
    }

    assertThat(errors()).containsExactly("{instrumentation=\"acme\"} 3");
    LogContext.failures = 0;
    LogContext.calls = 0;
    contexts.put("7");
    assertThat(LogContext.calls).isZero();
  }

  @Test
  void aLibraryThatThrowsNowAndThenStaysKnown() {
    contexts.found(0, new AcmeFactory());

    for (int i = 0; i < 10; i++) {
      LogContext.failures = 1;
      contexts.put("failed");
      contexts.remove("7", contexts.put("7"));
    }

    assertThat(errors()).containsExactly("{instrumentation=\"acme\"} 10");
    contexts.put("7");
    assertThat(LogContext.get(KEY)).isEqualTo("7");
  }

  @Test
  void aContextThatIsNotThereIsCountedAndThenLeftAlone() {
    LogContexts unknown = new LogContexts(List.of(new TestLibrary("com.acme.log.Missing")), health);
    unknown.found(0, new AcmeFactory());

    for (int i = 0; i < 10; i++) {
      unknown.remove("7", unknown.put("7"));
    }

    assertThat(errors()).containsExactly("{instrumentation=\"acme\"} 3");
  }

  @Test
  void aReadyLibraryThatWasLoadedEarlyIsKnownAtOnce() {
    contexts.loadedEarly(String.class);
    contexts.loadedEarly(Loggers.class);

    contexts.put("7");

    assertThat(LogContext.get(KEY)).isEqualTo("7");
    assertThat(library.askedForState).isEqualTo(1);
  }

  @Test
  void anEarlyLibraryThatIsStartingIsKnownWhenItIsReady() {
    library.state = LogLibrary.State.STARTING;
    contexts.loadedEarly(Loggers.class);
    contexts.keepHouse();
    contexts.put("6");
    assertThat(LogContext.calls).isZero();

    library.state = LogLibrary.State.READY;
    contexts.keepHouse();
    contexts.keepHouse();
    contexts.put("7");

    assertThat(LogContext.get(KEY)).isEqualTo("7");
    assertThat(library.askedForState).isEqualTo(3);
  }

  @Test
  void anEarlyLibraryThatIsNotUsedIsNotAskedAgain() {
    library.state = LogLibrary.State.UNUSED;
    contexts.loadedEarly(Loggers.class);
    contexts.keepHouse();
    contexts.put("7");

    assertThat(LogContext.calls).isZero();
    assertThat(library.askedForState).isEqualTo(1);
  }

  @Test
  void beyond32CopiesOneErrorIsCounted() throws ReflectiveOperationException {
    List<Copy> copies = new ArrayList<>();
    for (int i = 0; i < 34; i++) {
      Copy copy = new Copy();
      copies.add(copy);
      contexts.found(0, copy.witness());
    }

    contexts.put("7");

    assertThat(copies.get(31).get()).isEqualTo("7");
    assertThat(copies.get(32).get()).isNull();
    assertThat(errors()).containsExactly("{instrumentation=\"acme\"} 1");
  }

  @Test
  void anApplicationThatIsTakenAwayCanBeCollected() throws ReflectiveOperationException {
    WeakReference<ClassLoader> loader = useAndDrop();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (loader.get() != null && System.nanoTime() < deadline) {
      System.gc();
    }
    contexts.keepHouse();

    assertThat(loader.get()).isNull();
    contexts.remove("8", contexts.put("8"));
    assertThat(errors()).isEmpty();
  }

  private WeakReference<ClassLoader> useAndDrop() throws ReflectiveOperationException {
    Copy copy = new Copy();
    contexts.found(0, copy.witness());
    LogContexts.Before before = contexts.put("7");
    assertThat(copy.get()).isEqualTo("7");
    contexts.remove("7", before);
    assertThat(copy.get()).isNull();
    return new WeakReference<>(copy);
  }

  private List<String> errors() {
    return Scrape.of(families).counted("tacho_errors_total");
  }

  /** The library once more, as another web application would have it. */
  private static final class Copy extends ClassLoader {
    Copy() {
      super(LogContextsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("com.acme.log.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] classFile = in.readAllBytes();
        return defineClass(name, classFile, 0, classFile.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    Object witness() throws ReflectiveOperationException {
      return loadClass("com.acme.log.AcmeFactory").getConstructor().newInstance();
    }

    String get() throws ReflectiveOperationException {
      return (String) loadClass(CONTEXT).getMethod("get", String.class).invoke(null, KEY);
    }

    void put(String value) throws ReflectiveOperationException {
      loadClass(CONTEXT).getMethod("put", String.class, String.class).invoke(null, KEY, value);
    }
  }
}

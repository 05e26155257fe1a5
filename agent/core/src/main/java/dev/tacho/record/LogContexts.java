package dev.tacho.record;

import dev.tacho.jvm.PerClass;
import dev.tacho.metrics.AgentHealth;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Puts the ids of requests into the contexts of the logging libraries that the JVM has, under the
 * key {@code request_id}, so that each line of a log can tell its request.
 *
 * <p>Any thread may call; nothing throws. Libraries come to be known by what they hand to the
 * application ({@link #found}); no class loader is searched. All known ones get every id: which of
 * them a request's application writes to cannot be told from outside. A library that becomes known
 * during a request gets its ids from the next one on.
 */
public final class LogContexts {
  /** As many web applications with a logging library of their own as one JVM can be expected. */
  private static final int MAX_CONTEXTS = 32;

  /** Where tracers put the id of a trace: OpenTelemetry, Micrometer, Datadog. */
  private static final String[] TRACE_ID_KEYS = {"trace_id", "traceId", "dd.trace_id"};

  private final LogLibrary[] libraries;
  private final PerClass<?>[] witnesses;
  private final AgentHealth health;

  /** Replaced as a whole, under the lock of this object. */
  private volatile LogContext[] known = {};

  private boolean complained;

  /** Classes that were loaded too early; used by one thread of the agent. */
  private final List<WeakReference<Class<?>>> starting = new ArrayList<>();

  /** What stood in the contexts before an id did. Made only where that was anything. */
  static final class Before {
    private final LogContext[] contexts;
    private final String[] values;

    private Before(LogContext[] contexts) {
      this.contexts = contexts;
      this.values = new String[contexts.length];
    }

    private String in(LogContext context) {
      for (int i = 0; i < contexts.length; i++) {
        if (contexts[i] == context) {
          return values[i];
        }
      }
      return null;
    }
  }

  /** The classes of a library's witnesses; each is looked at once, and nothing of it is kept. */
  private final class Witnesses extends PerClass<Boolean> {
    private final LogLibrary library;

    Witnesses(LogLibrary library) {
      this.library = library;
    }

    @Override
    protected Boolean compute(Class<?> witness) {
      try {
        Class<?> api = supertype(witness, library.apiType);
        if (api != null && library.hasContext(witness, api.getClassLoader())) {
          add(library, api);
        }
      } catch (Throwable failure) {
        health.failed(
            health.instrumentation(library.instrumentation),
            "while looking at " + witness.getName(),
            failure);
      }
      return Boolean.TRUE;
    }
  }

  /**
   * @param libraries what {@code TachoProbe.logContextFound} names by number, the index in this
   *     list
   */
  public LogContexts(List<LogLibrary> libraries, AgentHealth health) {
    this.health = health;
    this.libraries = libraries.toArray(new LogLibrary[0]);
    this.witnesses = new PerClass<?>[this.libraries.length];
    for (int i = 0; i < witnesses.length; i++) {
      witnesses[i] = new Witnesses(this.libraries[i]);
    }
  }

  /** Puts the id of a request, which this thread begins to serve, into the thread's contexts. */
  Before put(String id) {
    LogContext[] contexts = known;
    return contexts.length == 0 ? null : put(contexts, id);
  }

  private static Before put(LogContext[] contexts, String id) {
    Before before = null;
    for (int i = 0; i < contexts.length; i++) {
      String value = contexts[i].put(id);
      if (value != null) {
        if (before == null) {
          before = new Before(contexts);
        }
        before.values[i] = value;
      }
    }
    return before;
  }

  /**
   * Takes the id out of the thread's contexts.
   *
   * @param before what {@link #put} answered
   */
  void remove(String id, Before before) {
    for (LogContext context : known) {
      context.remove(id, before == null ? null : before.in(context));
    }
  }

  /** The id of the trace that the application's tracer has put into its context, or null. */
  String traceId() {
    for (LogContext context : known) {
      for (String key : TRACE_ID_KEYS) {
        String id = context.get(key);
        if (id != null && !id.isEmpty()) {
          return id;
        }
      }
    }
    return null;
  }

  /**
   * A library has handed out a witness. Quick but for the first of each class.
   *
   * @param library its index
   */
  void found(int library, Object witness) {
    witnesses[library].get(witness.getClass());
  }

  /** A class that is woven had been loaded before it could be. Called by a thread of the agent. */
  public void loadedEarly(Class<?> woven) {
    LogLibrary library = libraryOf(woven);
    if (library != null && isStarting(library, woven)) {
      starting.add(new WeakReference<Class<?>>(woven));
    }
  }

  /** Looks after early libraries and collected ones. Called by that same thread, now and then. */
  void keepHouse() {
    for (Iterator<WeakReference<Class<?>>> i = starting.iterator(); i.hasNext(); ) {
      Class<?> woven = i.next().get();
      if (woven == null || !isStarting(libraryOf(woven), woven)) {
        i.remove();
      }
    }
    for (LogContext context : known) {
      if (context.isCollected()) {
        forgetCollected();
        return;
      }
    }
  }

  private LogLibrary libraryOf(Class<?> woven) {
    for (LogLibrary library : libraries) {
      if (library.wovenType.equals(woven.getName())) {
        return library;
      }
    }
    return null;
  }

  private boolean isStarting(LogLibrary library, Class<?> woven) {
    try {
      LogLibrary.State state = library.stateOf(woven);
      if (state == LogLibrary.State.READY && library.hasContext(woven, woven.getClassLoader())) {
        Class<?> api = supertype(woven, library.apiType);
        add(library, api == null ? woven : api);
      }
      return state == LogLibrary.State.STARTING;
    } catch (Throwable failure) {
      health.failed(
          health.instrumentation(library.instrumentation),
          "while asking " + woven.getName() + " for its state",
          failure);
      return false;
    }
  }

  private synchronized void forgetCollected() {
    known = alive().toArray(new LogContext[0]);
  }

  private synchronized void add(LogLibrary library, Class<?> api) {
    for (LogContext context : known) {
      if (context.isOf(library, api)) {
        return;
      }
    }
    List<LogContext> contexts = alive();
    if (contexts.size() < MAX_CONTEXTS) {
      contexts.add(new LogContext(library, api, health));
      known = contexts.toArray(new LogContext[0]);
    } else if (!complained) {
      complained = true;
      health.failed(
          health.instrumentation(library.instrumentation),
          "while adding to the known logging libraries",
          new IllegalStateException("there are " + MAX_CONTEXTS + " already"));
    }
  }

  private List<LogContext> alive() {
    List<LogContext> alive = new ArrayList<>();
    for (LogContext context : known) {
      if (!context.isCollected()) {
        alive.add(context);
      }
    }
    return alive;
  }

  private static Class<?> supertype(Class<?> type, String name) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c.getName().equals(name)) {
        return c;
      }
      for (Class<?> candidate : c.getInterfaces()) {
        Class<?> found = supertype(candidate, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}

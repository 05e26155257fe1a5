package dev.tacho.record;

import dev.tacho.jvm.PerClass;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.PoolMetrics;
import dev.tacho.metrics.PoolNumbers;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows the connection pools of the application, from when they are created or first asked for a
 * connection, without keeping them alive. Any thread may call; nothing throws.
 */
final class PoolRecorder {
  /** Open and closed ones that were not collected yet; there are no metrics of those beyond. */
  private static final int MAX_POOLS = 2_000;

  private final PoolLibrary[] libraries;
  private final PerClass<?>[] accesses;
  private final PoolMetrics metrics;
  private final AgentHealth health;
  private final WeakIdentityMap<Known> known = new WeakIdentityMap<>(MAX_POOLS);

  /** How to read the pools of a class; what cannot be read is complained of once for a class. */
  private final class Accesses extends PerClass<PoolAccess> {
    private final PoolLibrary library;

    Accesses(PoolLibrary library) {
      this.library = library;
    }

    @Override
    protected PoolAccess compute(Class<?> poolClass) {
      try {
        return library.access(poolClass);
      } catch (Throwable unknownVersion) {
        failed(library, "while looking at " + poolClass.getName(), unknownVersion);
        return NO_ACCESS;
      }
    }
  }

  /** Pools of unknown versions have no name and no numbers, and are open until collected. */
  private static final PoolAccess NO_ACCESS =
      new PoolAccess() {
        @Override
        public String name(Object pool) {
          return null;
        }

        @Override
        public boolean isOpen(Object pool) {
          return true;
        }

        @Override
        public PoolNumbers read(Object pool) {
          return null;
        }
      };

  /** One pool, for as long as it is in memory: it can be closed and opened again. */
  private final class Known implements PoolMetrics.Source {
    private final int library;
    private final WeakReference<Object> object;

    /** Threads that asked for a connection and have no answer, where the pool does not tell. */
    final AtomicInteger waiting = new AtomicInteger();

    /** Null until it was found to be open. */
    volatile PoolMetrics.Pool current;

    Known(int library, Object object) {
      this.library = library;
      this.object = new WeakReference<>(object);
    }

    @Override
    public boolean isOpen() {
      Object pool = object.get();
      return pool != null && PoolRecorder.this.isOpen(library, pool);
    }

    @Override
    public PoolNumbers read() {
      Object pool = object.get();
      return pool == null ? null : PoolRecorder.this.read(library, pool, waiting.get());
    }
  }

  /**
   * @param libraries what {@code TachoProbe.poolEnter} names by number, the index in this list
   */
  PoolRecorder(List<PoolLibrary> libraries, PoolMetrics metrics, AgentHealth health) {
    this.libraries = libraries.toArray(new PoolLibrary[0]);
    this.accesses = new PerClass<?>[this.libraries.length];
    for (int i = 0; i < accesses.length; i++) {
      accesses[i] = new Accesses(this.libraries[i]);
    }
    this.metrics = metrics;
    this.health = health;
  }

  /** A thread asks a pool for a connection; {@link #answered} follows. */
  void asked(ThreadState thread, int library, Object pool) {
    if (libraries[library].countsWaiting) {
      Known asked = known(thread, library, pool);
      if (asked != null) {
        asked.waiting.incrementAndGet();
      }
    }
  }

  /** The pool has given one or not; null if it is closed, or one too many. */
  PoolMetrics.Pool answered(ThreadState thread, int library, Object pool) {
    Known answering = known(thread, library, pool);
    if (answering == null) {
      return null;
    }
    if (libraries[library].countsWaiting) {
      answering.waiting.decrementAndGet();
    }
    return open(answering, pool);
  }

  /** A pool was created. */
  void found(ThreadState thread, int library, Object pool) {
    Known found = known(thread, library, pool);
    if (found != null) {
      open(found, pool);
    }
  }

  private Known known(ThreadState thread, int library, Object pool) {
    Known present = known.get(pool, thread.lookup);
    return present != null ? present : add(thread, library, pool);
  }

  private synchronized Known add(ThreadState thread, int library, Object pool) {
    Known present = known.get(pool, thread.lookup);
    if (present != null) {
      return present;
    }
    Known added = new Known(library, pool);
    return known.put(pool, added) ? added : null;
  }

  private PoolMetrics.Pool open(Known pool, Object object) {
    PoolMetrics.Pool current = pool.current;
    return current != null && !current.isForgotten() ? current : openAnew(pool, object);
  }

  /** The pool is asked outside of any lock of ours: it might want one that waits for us. */
  private PoolMetrics.Pool openAnew(Known pool, Object object) {
    if (!isOpen(pool.library, object)) {
      return null;
    }
    String name = name(pool.library, object);
    synchronized (this) {
      PoolMetrics.Pool current = pool.current;
      if (current == null || current.isForgotten()) {
        current = metrics.open(name, libraries[pool.library].unnamed, pool);
        pool.current = current;
      }
      return current;
    }
  }

  private PoolAccess access(int library, Object pool) {
    return (PoolAccess) accesses[library].get(pool.getClass());
  }

  private String name(int library, Object pool) {
    try {
      return access(library, pool).name(pool);
    } catch (Throwable failure) {
      failed(libraries[library], "while asking a pool for its name", failure);
      return null;
    }
  }

  private boolean isOpen(int library, Object pool) {
    try {
      return access(library, pool).isOpen(pool);
    } catch (Throwable failure) {
      failed(libraries[library], "while asking a pool whether it is open", failure);
      return true;
    }
  }

  private PoolNumbers read(int library, Object pool, int waiting) {
    try {
      PoolNumbers numbers = access(library, pool).read(pool);
      return numbers == null ? null : numbers.plusPending(waiting);
    } catch (Throwable failure) {
      failed(libraries[library], "while reading a pool", failure);
      return null;
    }
  }

  private void failed(PoolLibrary library, String where, Throwable failure) {
    health.failed(health.instrumentation(library.instrumentation), where, failure);
  }
}

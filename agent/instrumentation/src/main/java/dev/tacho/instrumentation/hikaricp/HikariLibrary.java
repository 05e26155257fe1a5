package dev.tacho.instrumentation.hikaricp;

import dev.tacho.metrics.PoolNumbers;
import dev.tacho.record.Members;
import dev.tacho.record.PoolAccess;
import dev.tacho.record.PoolLibrary;
import java.lang.invoke.MethodHandle;

/**
 * HikariCP. Its own getters count the connections of its bag, which takes no lock, and read an
 * atomic number of waiting threads.
 */
final class HikariLibrary extends PoolLibrary {
  /** What {@code HikariPool.poolState} says. */
  private static final int SHUTDOWN = 2;

  /** HikariCP's own word for pools without a name, a number behind it. */
  private static final String UNNAMED = "HikariPool";

  HikariLibrary() {
    super(HikariInstrumentation.NAME, UNNAMED, false);
  }

  @Override
  protected PoolAccess access(Class<?> poolClass) throws ReflectiveOperationException {
    return new Access(poolClass);
  }

  private static final class Access implements PoolAccess {
    private final MethodHandle state;
    private final MethodHandle active;
    private final MethodHandle idle;
    private final MethodHandle max;
    private final MethodHandle pending;

    Access(Class<?> poolClass) throws ReflectiveOperationException {
      this.state = Members.read(poolClass, int.class, "poolState");
      this.active = Members.read(poolClass, int.class, "getActiveConnections()");
      this.idle = Members.read(poolClass, int.class, "getIdleConnections()");
      this.max = Members.read(poolClass, int.class, "config", "getMaximumPoolSize()");
      this.pending = Members.read(poolClass, int.class, "getThreadsAwaitingConnection()");
    }

    /** The number in a name that HikariCP gave grows with each pool of its class. */
    @Override
    public String name(Object pool) {
      String name = pool.toString();
      return name.matches(UNNAMED + "-[0-9]+") ? null : name;
    }

    @Override
    public boolean isOpen(Object pool) throws Throwable {
      return (int) state.invokeExact(pool) != SHUTDOWN;
    }

    @Override
    public PoolNumbers read(Object pool) throws Throwable {
      return PoolNumbers.of(
          (int) active.invokeExact(pool),
          (int) idle.invokeExact(pool),
          (int) max.invokeExact(pool),
          (int) pending.invokeExact(pool));
    }
  }
}

package dev.tacho.instrumentation.tomcatjdbc;

import dev.tacho.metrics.PoolNumbers;
import dev.tacho.record.Members;
import dev.tacho.record.PoolAccess;
import dev.tacho.record.PoolLibrary;
import java.lang.invoke.MethodHandle;

/**
 * Tomcat JDBC. Its getters read atomic numbers, but for that of idle connections, which takes the
 * lock of a queue where the pool is fair, as it is unless configured otherwise. So the size of the
 * list in that queue is read instead, and without a lock: it may be a moment old.
 */
final class TomcatJdbcLibrary extends PoolLibrary {
  private static final String FAIR_QUEUE = "org.apache.tomcat.jdbc.pool.FairBlockingQueue";

  /** How the names begin that the library makes up; a number and a hash follow. */
  private static final String MADE_UP = "Tomcat Connection Pool[";

  TomcatJdbcLibrary() {
    super(TomcatJdbcInstrumentation.NAME, "tomcat-jdbc", false);
  }

  @Override
  protected PoolAccess access(Class<?> poolClass) throws ReflectiveOperationException {
    return new Access(poolClass);
  }

  private static final class Access implements PoolAccess {
    private final MethodHandle name;
    private final MethodHandle closed;
    private final MethodHandle active;
    private final MethodHandle size;
    private final MethodHandle max;
    private final MethodHandle pending;
    private final MethodHandle idleQueue;
    private final Class<?> fairQueue;
    private final MethodHandle fairQueueSize;

    Access(Class<?> poolClass) throws ReflectiveOperationException {
      this.name = Members.read(poolClass, Object.class, "getName()");
      this.closed = Members.read(poolClass, boolean.class, "isClosed()");
      this.active = Members.read(poolClass, int.class, "getActive()");
      this.size = Members.read(poolClass, int.class, "getSize()");
      this.max = Members.read(poolClass, int.class, "getPoolProperties()", "getMaxActive()");
      this.pending = Members.read(poolClass, int.class, "getWaitCount()");
      this.idleQueue = Members.read(poolClass, Object.class, "idle");
      this.fairQueue = Class.forName(FAIR_QUEUE, false, poolClass.getClassLoader());
      this.fairQueueSize = Members.read(fairQueue, int.class, "items", "size()");
    }

    @Override
    public String name(Object pool) throws Throwable {
      String given = (String) (Object) name.invokeExact(pool);
      return given == null || given.startsWith(MADE_UP) ? null : given;
    }

    @Override
    public boolean isOpen(Object pool) throws Throwable {
      return !(boolean) closed.invokeExact(pool);
    }

    @Override
    public PoolNumbers read(Object pool) throws Throwable {
      int busy = (int) active.invokeExact(pool);
      return PoolNumbers.of(
          busy, idle(pool, busy), (int) max.invokeExact(pool), (int) pending.invokeExact(pool));
    }

    private int idle(Object pool, int busy) throws Throwable {
      Object queue = (Object) idleQueue.invokeExact(pool);
      return fairQueue.isInstance(queue)
          ? (int) fairQueueSize.invokeExact(queue)
          : (int) size.invokeExact(pool) - busy;
    }
  }
}

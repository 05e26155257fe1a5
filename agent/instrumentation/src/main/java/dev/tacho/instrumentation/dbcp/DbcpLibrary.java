package dev.tacho.instrumentation.dbcp;

import dev.tacho.metrics.PoolNumbers;
import dev.tacho.record.Members;
import dev.tacho.record.PoolAccess;
import dev.tacho.record.PoolLibrary;
import java.lang.invoke.MethodHandle;

/**
 * Commons DBCP 2. Getters of its data source take the lock under which it opens its first
 * connections, those of its object pool the lock of the queue of idle connections. So their fields
 * are read, without a lock: what they say may be a moment old. Threads that wait cannot be counted
 * so at all; the agent counts those that have asked.
 */
final class DbcpLibrary extends PoolLibrary {
  DbcpLibrary() {
    super(DbcpInstrumentation.NAME, "dbcp", true);
  }

  @Override
  protected PoolAccess access(Class<?> poolClass) throws ReflectiveOperationException {
    return new Access(poolClass);
  }

  /** The part of a JMX name that tells one data source from another, else the whole of it. */
  static String nameOf(String jmxName) {
    String key = "name=";
    int start = jmxName.indexOf(key);
    if (start <= 0 || ":,".indexOf(jmxName.charAt(start - 1)) < 0) {
      return jmxName;
    }
    int end = jmxName.indexOf(',', start);
    String name = jmxName.substring(start + key.length(), end < 0 ? jmxName.length() : end);
    return name.replace("\"", "");
  }

  private static final class Access implements PoolAccess {
    private final MethodHandle jmxName;
    private final MethodHandle closed;
    private final MethodHandle objectPool;
    private final MethodHandle all;
    private final MethodHandle idle;
    private final MethodHandle max;

    Access(Class<?> dataSource) throws ReflectiveOperationException {
      this.jmxName = Members.read(dataSource, Object.class, "getJmxName()");
      this.closed = Members.read(dataSource, boolean.class, "closed");
      this.objectPool = Members.read(dataSource, Object.class, "connectionPool");
      Class<?> objectPoolClass = Members.typeOf(dataSource, "connectionPool");
      this.all = Members.read(objectPoolClass, int.class, "allObjects", "size()");
      this.idle = Members.read(objectPoolClass, int.class, "idleObjects", "count");
      this.max = Members.read(objectPoolClass, int.class, "getMaxTotal()");
    }

    @Override
    public String name(Object dataSource) throws Throwable {
      String given = (String) (Object) jmxName.invokeExact(dataSource);
      return given == null ? null : nameOf(given);
    }

    @Override
    public boolean isOpen(Object dataSource) throws Throwable {
      return !(boolean) closed.invokeExact(dataSource);
    }

    @Override
    public PoolNumbers read(Object dataSource) throws Throwable {
      Object pool = (Object) objectPool.invokeExact(dataSource);
      if (pool == null) {
        return null;
      }
      int unused = (int) idle.invokeExact(pool);
      return PoolNumbers.of(
          (int) all.invokeExact(pool) - unused, unused, (int) max.invokeExact(pool), 0);
    }
  }
}

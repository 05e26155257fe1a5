package dev.tacho.instrumentation.c3p0;

import dev.tacho.metrics.PoolNumbers;
import dev.tacho.record.Members;
import dev.tacho.record.PoolAccess;
import dev.tacho.record.PoolLibrary;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/**
 * c3p0. All its getters take locks, some of which are held while a connection is opened. So the
 * fields behind them are read, without a lock: what they say may be a moment old. Of a data source
 * that is asked for connections of several users the numbers are those of its own user.
 */
final class C3p0Library extends PoolLibrary {
  private static final String RESOURCE_POOL = "com.mchange.v2.resourcepool.BasicResourcePool";

  C3p0Library() {
    super(C3p0Instrumentation.NAME, "c3p0", false);
  }

  @Override
  protected PoolAccess access(Class<?> poolClass) throws ReflectiveOperationException {
    return new Access(poolClass);
  }

  private static final class Access implements PoolAccess {
    private final MethodHandle name;
    private final MethodHandle token;
    private final MethodHandle closed;
    private final MethodHandle manager;
    private final MethodHandle poolsByUser;
    private final MethodHandle ownUser;
    private final MethodHandle resources;
    private final MethodHandle all;
    private final MethodHandle idle;
    private final MethodHandle max;
    private final MethodHandle pending;

    Access(Class<?> dataSource) throws ReflectiveOperationException {
      this.name = Members.read(dataSource, Object.class, "getDataSourceName()");
      this.token = Members.read(dataSource, Object.class, "getIdentityToken()");
      this.closed = Members.read(dataSource, boolean.class, "is_closed");
      this.manager = Members.read(dataSource, Object.class, "poolManager");
      Class<?> managerClass = Members.typeOf(dataSource, "poolManager");
      this.poolsByUser = Members.read(managerClass, Object.class, "authsToPools");
      this.ownUser = Members.read(managerClass, Object.class, "defaultAuth");
      Class<?> userPool = Members.typeOf(managerClass, "getPool()");
      this.resources = Members.read(userPool, Object.class, "rp");
      Class<?> pool = Class.forName(RESOURCE_POOL, false, userPool.getClassLoader());
      this.all = Members.read(pool, int.class, "managed", "size()");
      this.idle = Members.read(pool, int.class, "unused", "size()");
      this.max = Members.read(pool, int.class, "max");
      this.pending = Members.read(pool, int.class, "acquireWaiters", "size()");
    }

    /** A data source without a name says its token, which is another one each time. */
    @Override
    public String name(Object dataSource) throws Throwable {
      String given = (String) (Object) name.invokeExact(dataSource);
      Object random = (Object) token.invokeExact(dataSource);
      return given == null || given.equals(random) ? null : given;
    }

    @Override
    public boolean isOpen(Object dataSource) throws Throwable {
      return !(boolean) closed.invokeExact(dataSource);
    }

    @Override
    public PoolNumbers read(Object dataSource) throws Throwable {
      Object started = (Object) manager.invokeExact(dataSource);
      if (started == null) {
        return null;
      }
      Map<?, ?> pools = (Map<?, ?>) (Object) poolsByUser.invokeExact(started);
      Object own = pools.get((Object) ownUser.invokeExact(started));
      if (own == null) {
        return null;
      }
      Object pool = (Object) resources.invokeExact(own);
      int unused = (int) idle.invokeExact(pool);
      return PoolNumbers.of(
          (int) all.invokeExact(pool) - unused,
          unused,
          (int) max.invokeExact(pool),
          (int) pending.invokeExact(pool));
    }
  }
}

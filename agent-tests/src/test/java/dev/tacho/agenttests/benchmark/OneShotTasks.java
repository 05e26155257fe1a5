package dev.tacho.agenttests.benchmark;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Tasks that run once, of which the agent is to take no notice. {@link SchedulingCost} runs it. */
@State(Scope.Benchmark)
public class OneShotTasks {
  private static final int TASKS = 1000;

  private ScheduledThreadPoolExecutor executor;

  @Setup
  public void start() {
    executor = new ScheduledThreadPoolExecutor(1);
  }

  @TearDown
  public void end() {
    executor.shutdownNow();
  }

  /** As an executor's thread runs a task, without the executor. */
  @Benchmark
  public Object future() throws Exception {
    FutureTask<Object> future = new FutureTask<>(() -> this);
    future.run();
    return future.get();
  }

  /** Many at once, so that threads wake each other up once for all of them. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public boolean schedule() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(TASKS);
    Future<?> last = null;
    for (int i = 0; i < TASKS; i++) {
      last = executor.schedule(ran::countDown, 0, TimeUnit.NANOSECONDS);
    }
    ran.await();
    return last.isCancelled();
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void execute() throws InterruptedException {
    ThreadPoolExecutor pool = executor;
    CountDownLatch ran = new CountDownLatch(TASKS);
    for (int i = 0; i < TASKS; i++) {
      pool.execute(ran::countDown);
    }
    ran.await();
  }
}

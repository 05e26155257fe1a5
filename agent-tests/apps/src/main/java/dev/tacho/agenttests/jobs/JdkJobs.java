package dev.tacho.agenttests.jobs;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** What the JDK itself offers. */
final class JdkJobs {
  private static final String JDK_JOBS = "JdkJobs.";

  /** For what goes on from one scenario to the next. */
  private static ScheduledExecutorService lasting;

  private static volatile CountDownLatch letGo;

  private JdkJobs() {}

  static List<JobScenario> table() {
    List<JobScenario> all = new ArrayList<>();
    addExecutors(all);
    addPools(all);
    addTimers(all);
    return all;
  }

  private static void addExecutors(List<JobScenario> all) {
    all.add(new JobScenario("fixed rate", JdkJobs::fixedRate).succeeds(3, JDK_JOBS + "FixedRate"));
    all.add(
        new JobScenario("fixed delay of a lambda", JdkJobs::fixedDelay)
            .succeeds(3, JDK_JOBS + "lambda"));
    all.add(
        new JobScenario("an exception ends a task", JdkJobs::dying)
            .succeeds(1, JDK_JOBS + "Dying")
            .fails(1, JDK_JOBS + "Dying")
            .dies(JDK_JOBS + "Dying"));
    all.add(
        new JobScenario("an error ends a task", JdkJobs::dyingOfError)
            .fails(1, JDK_JOBS + "DyingOfError")
            .dies(JDK_JOBS + "DyingOfError"));
    all.add(
        new JobScenario("cancelled, then an exception", JdkJobs::cancelledAndFailing)
            .succeeds(1, JDK_JOBS + "CancelledAndFailing")
            .fails(1, JDK_JOBS + "CancelledAndFailing"));
    all.add(
        new JobScenario("interrupted by cancel", JdkJobs::interrupted)
            .fails(1, JDK_JOBS + "Interrupted"));
    all.add(
        new JobScenario("shut down, then an exception", JdkJobs::shutDownAndFailing)
            .fails(1, JDK_JOBS + "ShutDownAndFailing"));
    all.add(new JobScenario("tasks that run once", JdkJobs::once));
    all.add(
        new JobScenario("two tasks of one class at a time", JdkJobs::twoAtATime)
            .leavesRunning(2, JDK_JOBS + "Waiting"));
    all.add(
        new JobScenario("which go on", JdkJobs::goOn)
            .succeeds(2, JDK_JOBS + "Waiting")
            .leavesRunning(-2, JDK_JOBS + "Waiting"));
    all.add(
        new JobScenario("a failing future within a task", JdkJobs::failingWithin)
            .succeeds(1, JDK_JOBS + "FailingWithin"));
    all.add(
        new JobScenario("a query of a task", JdkJobs::query)
            .succeeds(1, JDK_JOBS + "Querying")
            .queries(1));
  }

  private static void addPools(List<JobScenario> all) {
    all.add(
        new JobScenario("an executor that cannot be configured", JdkJobs::unconfigurable)
            .succeeds(2, JDK_JOBS + "Unconfigurable"));
    all.add(
        new JobScenario("an executor that decorates tasks", JdkJobs::decorated)
            .succeeds(2, JDK_JOBS + "Decorated"));
    all.add(
        new JobScenario("a pool that forks and joins", JdkJobs::forkJoin)
            .succeeds(3, JDK_JOBS + "Forked")
            .onlySince(25));
    all.add(
        new JobScenario("an exception ends a task of such a pool", JdkJobs::dyingInForkJoin)
            .succeeds(1, JDK_JOBS + "ForkedAndDying")
            .fails(1, JDK_JOBS + "ForkedAndDying")
            .dies(JDK_JOBS + "ForkedAndDying")
            .onlySince(25));
    all.add(new JobScenario("such a pool runs tasks once", JdkJobs::onceInForkJoin).onlySince(25));
  }

  private static void addTimers(List<JobScenario> all) {
    all.add(new JobScenario("a timer's task", JdkJobs::timer).succeeds(3, JDK_JOBS + "TimerStep"));
    all.add(
        new JobScenario("a timer's tasks at a fixed rate", JdkJobs::timerWithTwoTasks)
            .succeeds(2, JDK_JOBS + "TimerStep")
            .succeeds(2, JDK_JOBS + "OtherTimerStep"));
    all.add(
        new JobScenario("a timer that its task cancels", JdkJobs::cancelledTimer)
            .succeeds(2, JDK_JOBS + "TimerEnd"));
    all.add(
        new JobScenario("an exception ends a timer", JdkJobs::dyingTimer)
            .succeeds(1, JDK_JOBS + "TimerMistake")
            .fails(1, JDK_JOBS + "TimerMistake")
            .dies(JDK_JOBS + "TimerMistake")
            .dies(JDK_JOBS + "TimerWaiting"));
    all.add(
        new JobScenario("an exception in a task that runs once", JdkJobs::timerDyingOfOneShot)
            .dies(JDK_JOBS + "TimerWaiting"));
    all.add(new JobScenario("a timer's tasks that run once", JdkJobs::timerOnce));
  }

  // Executors.

  private static final class FixedRate extends Stepping {
    FixedRate(int runs, End end) {
      super(runs, end);
    }
  }

  private static void fixedRate(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    FixedRate task = new FixedRate(3, Stepping::cancel);
    saw.end(task.runBy(executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)));
    saw.close(executor);
  }

  private static void fixedDelay(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    Stepping step = new Stepping(3, Stepping::cancel);
    saw.end(step.runBy(executor.scheduleWithFixedDelay(() -> step.run(), 1, 1, MILLISECONDS)));
    saw.close(executor);
  }

  private static final class Dying extends Stepping {
    Dying() {
      super(2, Stepping::fail);
    }
  }

  private static void dying(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    Dying task = new Dying();
    saw.end(task.runBy(executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)));
    saw.close(executor);
  }

  private static final class DyingOfError implements Runnable {
    @Override
    public void run() {
      throw new AssertionError("deliberately");
    }
  }

  private static void dyingOfError(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    saw.end(executor.scheduleAtFixedRate(new DyingOfError(), 0, 1, MILLISECONDS));
    saw.close(executor);
  }

  private static final class CancelledAndFailing extends Stepping {
    CancelledAndFailing() {
      super(
          2,
          self -> {
            cancel(self);
            fail(self);
          });
    }
  }

  private static void cancelledAndFailing(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    CancelledAndFailing task = new CancelledAndFailing();
    saw.end(task.runBy(executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)));
    saw.close(executor);
  }

  private static final class Interrupted implements Runnable {
    final CountDownLatch begun = new CountDownLatch(1);

    @Override
    public void run() {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void interrupted(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    Interrupted task = new Interrupted();
    ScheduledFuture<?> future = executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS);
    task.begun.await();
    future.cancel(true);
    saw.end(future);
    saw.close(executor);
  }

  private static final class ShutDownAndFailing implements Runnable {
    private final ExecutorService executor;

    ShutDownAndFailing(ExecutorService executor) {
      this.executor = executor;
    }

    @Override
    public void run() {
      executor.shutdown();
      throw new IllegalArgumentException("deliberately");
    }
  }

  private static void shutDownAndFailing(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    saw.end(executor.scheduleWithFixedDelay(new ShutDownAndFailing(executor), 0, 1, MILLISECONDS));
    saw.close(executor);
  }

  private static void once(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    Callable<String> mistake =
        () -> {
          throw new IllegalArgumentException("deliberately");
        };
    saw.end(executor.schedule(() -> {}, 1, MILLISECONDS));
    saw.end(executor.schedule(() -> "value", 1, MILLISECONDS));
    saw.end(executor.schedule(mistake, 1, MILLISECONDS));
    saw.end(executor.submit(() -> "value"));
    saw.end(executor.submit(mistake));
    saw.end(CompletableFuture.runAsync(() -> {}, executor));
    executor.execute(() -> {});
    saw.close(executor);
  }

  private static final class Waiting implements Runnable {
    private final CountDownLatch begun;

    Waiting(CountDownLatch begun) {
      this.begun = begun;
    }

    @Override
    public void run() {
      begun.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void twoAtATime(JobTranscript saw) throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    letGo = new CountDownLatch(1);
    lasting = Executors.newScheduledThreadPool(2);
    ScheduledFuture<?> first = lasting.scheduleAtFixedRate(new Waiting(begun), 0, 1, HOURS);
    ScheduledFuture<?> second = lasting.scheduleAtFixedRate(new Waiting(begun), 0, 1, HOURS);
    begun.await();
    saw.line("done", first.isDone() || second.isDone());
  }

  private static void goOn(JobTranscript saw) throws Exception {
    letGo.countDown();
    saw.close(lasting);
  }

  private static final class FailingWithin extends Stepping {
    FailingWithin(JobTranscript saw) {
      super(
          1,
          self -> {
            java.util.concurrent.FutureTask<Object> other =
                new java.util.concurrent.FutureTask<>(
                    () -> {
                      throw new IllegalArgumentException("deliberately");
                    });
            other.run();
            saw.end(other);
            cancel(self);
          });
    }
  }

  private static void failingWithin(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    FailingWithin task = new FailingWithin(saw);
    saw.end(task.runBy(executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)));
    saw.close(executor);
  }

  private static final class Querying extends Stepping {
    Querying() {
      super(
          1,
          self -> {
            try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:jobs");
                Statement statement = connection.createStatement()) {
              statement.execute("select 1");
            }
            cancel(self);
          });
    }
  }

  private static void query(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    Querying task = new Querying();
    saw.end(task.runBy(executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)));
    saw.close(executor);
  }

  // Other pools.

  private static final class Unconfigurable extends Stepping {
    Unconfigurable() {
      super(2, Stepping::cancel);
    }
  }

  private static void unconfigurable(JobTranscript saw) throws Exception {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    Unconfigurable task = new Unconfigurable();
    saw.end(task.runBy(executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)));
    saw.close(executor);
  }

  private static final class Decorated extends Stepping {
    Decorated() {
      super(2, Stepping::cancel);
    }
  }

  private static void decorated(JobTranscript saw) throws Exception {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          protected <V> RunnableScheduledFuture<V> decorateTask(
              Runnable runnable, RunnableScheduledFuture<V> task) {
            saw.line("decorates", runnable.getClass().getSimpleName());
            return task;
          }
        };
    Decorated task = new Decorated();
    saw.end(task.runBy(executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)));
    saw.close(executor);
  }

  private static final class Forked extends Stepping {
    Forked() {
      super(3, Stepping::cancel);
    }
  }

  private static final class ForkedAndDying extends Stepping {
    ForkedAndDying() {
      super(2, Stepping::fail);
    }
  }

  /** Which it is since Java 25. */
  private static ScheduledExecutorService forkJoinPool() {
    return (ScheduledExecutorService) (ExecutorService) new ForkJoinPool(1);
  }

  private static void forkJoin(JobTranscript saw) throws Exception {
    ScheduledExecutorService pool = forkJoinPool();
    Forked task = new Forked();
    saw.end(task.runBy(pool.scheduleAtFixedRate(task, 0, 1, MILLISECONDS)));
    saw.close(pool);
  }

  private static void dyingInForkJoin(JobTranscript saw) throws Exception {
    ScheduledExecutorService pool = forkJoinPool();
    ForkedAndDying task = new ForkedAndDying();
    saw.end(task.runBy(pool.scheduleWithFixedDelay(task, 0, 1, MILLISECONDS)));
    saw.close(pool);
  }

  private static void onceInForkJoin(JobTranscript saw) throws Exception {
    ScheduledExecutorService pool = forkJoinPool();
    saw.end(pool.schedule(() -> {}, 1, MILLISECONDS));
    saw.end(pool.submit(() -> "value"));
    saw.close(pool);
  }

  // Timers.

  /** Tells its thread, which ends with the timer. */
  private static class TimerStep extends TimerTask {
    final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private final int lastRun;
    private int runs;

    TimerStep(int lastRun) {
      this.lastRun = lastRun;
    }

    @Override
    public void run() {
      if (++runs == lastRun) {
        end();
        thread.complete(Thread.currentThread());
      }
    }

    void end() {
      cancel();
    }
  }

  private static void timer(JobTranscript saw) throws Exception {
    Timer timer = new Timer();
    TimerStep task = new TimerStep(3);
    timer.schedule(task, 0, 1);
    Thread thread = task.thread.get();
    timer.cancel();
    thread.join();
    saw.line("cancelled again", task.cancel());
  }

  private static final class OtherTimerStep extends TimerStep {
    OtherTimerStep() {
      super(2);
    }
  }

  private static void timerWithTwoTasks(JobTranscript saw) throws Exception {
    Timer timer = new Timer(true);
    TimerStep task = new TimerStep(2);
    TimerStep other = new OtherTimerStep();
    timer.scheduleAtFixedRate(task, 0, 1);
    timer.scheduleAtFixedRate(other, 0, 1);
    task.thread.get();
    Thread thread = other.thread.get();
    timer.cancel();
    thread.join();
  }

  private static final class TimerEnd extends TimerStep {
    private final Timer timer;

    TimerEnd(Timer timer) {
      super(2);
      this.timer = timer;
    }

    @Override
    void end() {
      timer.cancel();
    }
  }

  private static void cancelledTimer(JobTranscript saw) throws Exception {
    Timer timer = new Timer();
    TimerEnd task = new TimerEnd(timer);
    timer.schedule(task, 0, 1);
    task.thread.get().join();
    saw.thrown(
        () -> {
          timer.schedule(task, 0, 1);
          return "nothing";
        });
  }

  private static final class TimerMistake extends TimerTask {
    final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private boolean second;

    @Override
    public void run() {
      if (second) {
        thread.complete(Thread.currentThread());
        throw new IllegalArgumentException("deliberately");
      }
      second = true;
    }
  }

  private static final class TimerWaiting extends TimerTask {
    @Override
    public void run() {
      throw new IllegalStateException("is not to run");
    }
  }

  private static void dyingTimer(JobTranscript saw) throws Exception {
    Timer timer = new Timer();
    timer.schedule(new TimerWaiting(), HOURS.toMillis(1), HOURS.toMillis(1));
    timer.schedule(new TimerWaiting(), HOURS.toMillis(1)); // once
    TimerWaiting cancelled = new TimerWaiting();
    timer.schedule(cancelled, HOURS.toMillis(1), HOURS.toMillis(1));
    cancelled.cancel();
    TimerMistake task = new TimerMistake();
    timer.schedule(task, 1, 1);
    task.thread.get().join();
    saw.thrown(
        () -> {
          timer.schedule(new TimerWaiting(), 0);
          return "nothing";
        });
  }

  private static void timerDyingOfOneShot(JobTranscript saw) throws Exception {
    Timer timer = new Timer();
    timer.schedule(new TimerWaiting(), HOURS.toMillis(1), HOURS.toMillis(1));
    TimerMistake task = new TimerMistake();
    task.second = true;
    timer.schedule(task, 1);
    task.thread.get().join();
  }

  private static void timerOnce(JobTranscript saw) throws Exception {
    Timer timer = new Timer();
    timer.schedule(new TimerStep(1), 0);
    TimerStep last = new TimerStep(1);
    timer.schedule(last, 1);
    Thread thread = last.thread.get();
    timer.cancel();
    thread.join();
  }
}

package dev.tacho.agenttests.apps;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Starts executors and timers in class initialisers, on several threads at once and from its first
 * moment on, while the agent weaves the JDK's classes for them. Each initialiser waits for what it
 * has started, so that it does not end if anything of that waits for the class.
 */
public final class EarlyJobsApp {
  private static final int THREADS = 4;

  private EarlyJobsApp() {}

  private static final class First {
    static final int RUNS = startAndAwait();
  }

  private static final class Second {
    static final int RUNS = startAndAwait();
  }

  private static final class Third {
    static final int RUNS = startAndAwait();
  }

  public static void main(String[] arguments) throws Exception {
    Thread[] threads = new Thread[THREADS];
    int[] runs = new int[THREADS];
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      threads[i] =
          new Thread(
              () -> {
                // Two of them initialise the same class.
                switch (thread) {
                  case 0:
                    runs[thread] = First.RUNS;
                    break;
                  case 1:
                    runs[thread] = Second.RUNS;
                    break;
                  default:
                    runs[thread] = Third.RUNS;
                }
              });
      threads[i].start();
    }
    int all = 0;
    for (int i = 0; i < THREADS; i++) {
      threads[i].join();
      all += runs[i];
    }
    System.out.println("started " + all);
    while (System.in.read() >= 0) {
      // The end of the input is the sign to end.
    }
  }

  private static int startAndAwait() {
    CountDownLatch ran = new CountDownLatch(6);
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    Runnable task = new Counting(ran);
    ScheduledFuture<?> future = executor.scheduleAtFixedRate(task, 0, 1, MILLISECONDS);
    ScheduledFuture<?> once = executor.schedule(task, 1, MILLISECONDS);
    Timer timer = new Timer(true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            ran.countDown();
          }
        },
        0,
        1);
    try {
      ran.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    timer.cancel();
    executor.shutdownNow();
    return future.isDone() || once.isCancelled() ? 0 : 1;
  }

  private static final class Counting implements Runnable {
    private final CountDownLatch ran;

    Counting(CountDownLatch ran) {
      this.ran = ran;
    }

    @Override
    public void run() {
      ran.countDown();
    }
  }
}

package dev.tacho.thread;

import java.util.concurrent.locks.LockSupport;

/**
 * A daemon thread that does one piece of work after the other while there are any, and parks until
 * it is woken: waiting for a condition starts the common pool since Java 21. Any thread may wake or
 * stop it.
 */
public final class ParkingThread {
  private static final long STOP_MILLIS = 2_000;

  /** What the thread does; called by it alone. */
  public interface Work {
    /** Returns false if there was nothing to do. Must not throw. */
    boolean doNext();

    /** Nothing will come any more: called once, when the thread is stopped and has done all. */
    void end();
  }

  private final Work work;
  private final Thread thread;
  private volatile boolean stopping;

  public ParkingThread(String name, final Work work) {
    this.work = work;
    this.thread =
        new AgentThread(
            new Runnable() {
              @Override
              public void run() {
                doAll();
              }
            },
            name);
  }

  private void doAll() {
    for (; ; ) {
      // Whoever interrupts it meant another thread; with the flag set no file could be written.
      Thread.interrupted();
      if (work.doNext()) {
        continue;
      }
      if (stopping) {
        work.end();
        return;
      }
      LockSupport.park(this);
    }
  }

  /** To be called once at most. What there is to do waits until then. */
  public void start() {
    thread.start();
  }

  /** There is something to do. Takes no lock, and waits for nothing. */
  public void wake() {
    LockSupport.unpark(thread);
  }

  public boolean isStopping() {
    return stopping;
  }

  /** Ends the thread once it has done what there is; returns then, or after two seconds. */
  public void stop() {
    stopping = true;
    wake();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}

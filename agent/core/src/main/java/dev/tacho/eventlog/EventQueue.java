package dev.tacho.eventlog;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.thread.AgentThread;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands events from any thread to a daemon thread of its own. Who offers takes no lock and waits
 * for nothing. The thread parks: waiting for a condition starts the common pool since Java 21.
 */
final class EventQueue implements Runnable {
  private static final long STOP_MILLIS = 2_000;

  /** What becomes of an event; used by the queue's thread. */
  interface Sink {
    void accept(Event event) throws Exception;

    /** Nothing will come any more. */
    default void close() {}
  }

  private final String name;
  private final int capacity;
  private final Sink sink;
  private final AgentHealth health;
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  /** Null until started. Events wait meanwhile. */
  private volatile Thread thread;

  private volatile boolean stopping;

  EventQueue(String name, int capacity, Sink sink, AgentHealth health) {
    this.name = name;
    this.capacity = capacity;
    this.sink = sink;
    this.health = health;
  }

  /** Returns false if the queue is full. */
  boolean offer(Event event) {
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      return false;
    }
    events.add(event);
    LockSupport.unpark(thread);
    return true;
  }

  void start() {
    Thread starting = new AgentThread(this, name);
    thread = starting;
    starting.start();
  }

  /** Ends the thread once it has delivered what waits; returns then, or after two seconds. */
  void stop() {
    stopping = true;
    Thread delivering = thread;
    if (delivering == null) {
      return;
    }
    LockSupport.unpark(delivering);
    try {
      delivering.join(STOP_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    for (; ; ) {
      // Whoever interrupts it meant another thread; with the flag set no file could be written.
      Thread.interrupted();
      if (deliverNext()) {
        continue;
      }
      if (stopping) {
        sink.close();
        return;
      }
      LockSupport.park(this);
    }
  }

  /** Returns false if there is none. */
  boolean deliverNext() {
    Event event = events.poll();
    if (event == null) {
      return false;
    }
    size.decrementAndGet();
    try {
      sink.accept(event);
    } catch (Throwable failure) {
      health.failed(AgentHealth.CORE, "in " + name, failure);
    }
    return true;
  }
}

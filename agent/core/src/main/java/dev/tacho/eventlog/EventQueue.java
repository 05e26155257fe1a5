package dev.tacho.eventlog;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.thread.ParkingThread;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands events from any thread to a daemon thread of its own. Who offers takes no lock and waits
 * for nothing.
 */
final class EventQueue implements ParkingThread.Work {
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

  private final ParkingThread thread;

  EventQueue(String name, int capacity, Sink sink, AgentHealth health) {
    this.name = name;
    this.capacity = capacity;
    this.sink = sink;
    this.health = health;
    this.thread = new ParkingThread(name, this);
  }

  /** Returns false if the queue is full. */
  boolean offer(Event event) {
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      return false;
    }
    events.add(event);
    thread.wake();
    return true;
  }

  /** Events wait until then. */
  void start() {
    thread.start();
  }

  /** Ends the thread once it has delivered what waits; returns then, or after two seconds. */
  void stop() {
    thread.stop();
  }

  @Override
  public void end() {
    sink.close();
  }

  @Override
  public boolean doNext() {
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

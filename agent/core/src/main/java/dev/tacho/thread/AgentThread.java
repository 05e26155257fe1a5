package dev.tacho.thread;

/**
 * A daemon thread of the agent: what runs on it is none of the application's doing, and nothing of
 * it is measured. Every thread that the agent starts is one.
 *
 * <p>Recorders know such a thread by its class, once, when they first meet it; calls of other
 * threads are not asked.
 */
public final class AgentThread extends Thread {
  public AgentThread(Runnable task, String name) {
    super(task, name);
    setDaemon(true);
    setContextClassLoader(AgentThread.class.getClassLoader());
  }
}

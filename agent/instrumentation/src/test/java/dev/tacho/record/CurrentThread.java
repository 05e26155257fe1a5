package dev.tacho.record;

/** What the agent knows of the current thread, for tests of other packages. */
public final class CurrentThread {
  private CurrentThread() {}

  public static int connectionsHeld() {
    return ThreadState.get().connectionsHeld();
  }

  public static void beginRequest() {
    ThreadState.get().beginRequest();
  }
}

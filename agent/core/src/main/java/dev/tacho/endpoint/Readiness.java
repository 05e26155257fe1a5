package dev.tacho.endpoint;

/** Whether the agent measures as it should, for {@code /-/ready}. Any thread may set and ask. */
public final class Readiness {
  private volatile String missing = "weaving has not finished";

  /** What the service does is measured from now on. */
  public void ready() {
    missing = null;
  }

  /**
   * Something is not there.
   *
   * @param what it is, to follow "Not ready: "
   */
  public void notReady(String what) {
    missing = what;
  }

  /** What is not there; null if the agent is ready. */
  String missing() {
    return missing;
  }
}

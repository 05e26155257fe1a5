package dev.tacho.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets each cause be said once, and only so many causes. What is not said counts in {@code
 * tacho_log_suppressed_total}. Any thread may ask; nothing blocks.
 */
public final class OncePerCause {
  private final int maxCauses;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /**
   * @param maxCauses threads that come at the same moment may exceed it by their number
   */
  public OncePerCause(int maxCauses) {
    this.maxCauses = maxCauses;
  }

  /** Whether there is no room for another cause: then there is no need to find out which it is. */
  public boolean isFull() {
    return said.size() >= maxCauses;
  }

  /** Whether to say it. To be followed by a line in the log. */
  public boolean isNew(String cause) {
    boolean isNew = !isFull() && said.add(cause);
    if (!isNew) {
      AgentLog.countSuppressed();
    }
    return isNew;
  }
}

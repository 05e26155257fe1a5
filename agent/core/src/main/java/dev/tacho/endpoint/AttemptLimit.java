package dev.tacho.endpoint;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps those who try passwords from using up the processor: one is checked at a time, after a
 * wrong one nobody's is for twenty times as long as it took, and none from the same address for
 * five seconds. So it takes a twentieth of one processor, and who tries from one address does not
 * keep others out. Any thread may call.
 */
final class AttemptLimit {
  static final long ADDRESS_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int PAUSE_FACTOR = 20;
  private static final int MAX_ADDRESSES = 256;

  /** Addresses with the times until which they have to wait; the oldest is forgotten first. */
  private final Map<InetAddress, Long> waiting =
      new LinkedHashMap<InetAddress, Long>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  private boolean busy;
  private boolean pausing;
  private long pausesUntilNanos;

  /** Whether to check what came from this address; {@link #ended} has to follow if so. */
  synchronized boolean admits(InetAddress peer, long nowNanos) {
    Long untilNanos = waiting.get(peer);
    if (busy
        || (pausing && nowNanos - pausesUntilNanos < 0)
        || (untilNanos != null && nowNanos - untilNanos < 0)) {
      return false;
    }
    busy = true;
    return true;
  }

  /**
   * @param tookNanos how long it took to find out
   */
  synchronized void ended(InetAddress peer, boolean right, long tookNanos, long nowNanos) {
    busy = false;
    pausing = !right;
    if (!right) {
      pausesUntilNanos = nowNanos + PAUSE_FACTOR * tookNanos;
      waiting.remove(peer); // so that it becomes the youngest
      waiting.put(peer, nowNanos + ADDRESS_PAUSE_NANOS);
    }
  }
}

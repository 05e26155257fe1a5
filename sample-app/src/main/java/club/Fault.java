package club;

import java.util.Locale;

/** What can be made to go wrong while the application runs. */
enum Fault {
  /** Every request takes {@link FaultFilter#DELAY} longer. */
  LATENCY,
  /** Every other request fails with 500. */
  ERRORS,
  /** Every search is the expensive one. */
  SLOW_QUERY,
  /** All connections of the pool are held, and requests wait for one in vain. */
  POOL_EXHAUSTED,
  /** The payment provider takes no connections. */
  PEER_DOWN,
  /** Redis has none of the members that are asked for. */
  CACHE_MISSES,
  /** Housekeeping throws, which ends it until this is off again. */
  JOB_FAILURE;

  /** As it is written in a path: {@code slow-query}. */
  String path() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

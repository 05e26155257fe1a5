package dev.tacho.record;

import dev.tacho.metrics.AgentHealth;

/**
 * Measures, on a sample of the calls from woven code, how long the agent's own code takes. Any
 * thread may call.
 */
final class Overhead {
  /** One in so many calls is measured: the two clock readings cost more than most calls. */
  private static final int SAMPLE = 64;

  private final AgentHealth health;

  Overhead(AgentHealth health) {
    this.health = health;
  }

  /** The time if this call is in the sample, else 0. */
  long begin(ThreadState thread) {
    return (++thread.events & (SAMPLE - 1)) == 0 ? Tokens.start() : 0;
  }

  void end(long begun) {
    if (begun != 0) {
      health.tookOnApplicationThreads(Tokens.elapsed(begun) * SAMPLE);
    }
  }
}

package dev.tacho.record;

import dev.tacho.metrics.JobMetrics;
import java.lang.reflect.Method;

/** What one thread knows of background jobs. Used by that thread only. */
final class JobRun {
  /** The task that is running, or null. */
  JobMetrics.Task task;

  /** Whether its name is the one that it keeps, whatever runs inside of it. */
  boolean exact;

  /** Whether this run is known to have failed, though nobody may have seen its exception leave. */
  boolean failed;

  /** The periodic future that runs it, null if it is none. */
  Object future;

  /** Whether that future would not have run again anyway. */
  boolean over;

  /** The method that is the job, or null. */
  Method method;

  /** Whether a library is about to have that method run by another thread. */
  boolean handsOver;

  /** Whether another thread has got the job, so that this run is none. */
  boolean handedOver;

  /** For work that is begun and ended in different calls: what {@link JobRecorder#enter} gave. */
  long token;

  /** How deep the thread is inside of libraries that run a task of somebody else's. */
  int wrappers;

  /** What ran last inside of those, or null. */
  JobMetrics.Task wrapped;
}

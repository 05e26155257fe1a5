package dev.tacho.record;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.JobMetrics;
import java.util.concurrent.Callable;

/** A job that one thread was to run and gave to another, whose run counts. */
final class HandedOverJob implements Callable<Object> {
  private final JobRecorder recorder;
  private final JobMetrics.Task task;
  private final Callable<?> original;

  HandedOverJob(JobRecorder recorder, JobMetrics.Task task, Callable<?> original) {
    this.recorder = recorder;
    this.task = task;
    this.original = original;
  }

  @Override
  public Object call() throws Exception {
    long token = enter();
    Throwable thrown = null;
    try {
      return original.call();
    } catch (Throwable t) {
      thrown = t;
      throw t;
    } finally {
      exit(token, thrown);
    }
  }

  private long enter() {
    try {
      return recorder.enterHandedOver(ThreadState.get(), task);
    } catch (Throwable failure) {
      recorder.health.failed(AgentHealth.CORE, "begin of a job", failure);
      return Tokens.NOTHING;
    }
  }

  private void exit(long token, Throwable thrown) {
    try {
      if (token != Tokens.NOTHING) {
        recorder.exit(ThreadState.get(), token, thrown, false);
      }
    } catch (Throwable failure) {
      recorder.health.failed(AgentHealth.CORE, "end of a job", failure);
    }
  }
}

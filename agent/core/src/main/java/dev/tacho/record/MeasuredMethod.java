package dev.tacho.record;

import dev.tacho.config.MethodPattern;
import dev.tacho.metrics.CacheMetrics;
import dev.tacho.metrics.ExternalError;
import dev.tacho.metrics.ExternalMetrics;
import dev.tacho.metrics.JobMetrics;
import dev.tacho.metrics.MethodMetrics;
import dev.tacho.metrics.RequestWork;

/**
 * A method that the configuration names, as one of the kinds of calls that there are. Any thread
 * may call; of one call the first two methods get the thread that it is on.
 */
abstract class MeasuredMethod {
  /** The label {@code system} of stores that nobody but the configuration knows. */
  static final String CUSTOM = "custom";

  /** Answers {@link Tokens#NESTED} if a call that is measured already encloses this one. */
  abstract long enter(ThreadState thread);

  /**
   * The method returns or throws; its future, if it has one, may go on.
   *
   * @param thrown what it throws, or null
   * @return the time on this thread, or 0 for a nested call, which is not measured
   */
  abstract long leave(ThreadState thread, long token, Throwable thrown);

  /**
   * The call has ended.
   *
   * @param thread on which it ended, if that is the one that called; else null
   * @param thrown what it failed with, or null
   */
  abstract void ended(ThreadState thread, long startNanos, long nanos, Throwable thrown);

  static final class External extends MeasuredMethod {
    private final ExternalMetrics.Operation operation;

    /**
     * @param name stands for the operation if the pattern has none
     */
    External(ExternalMetrics metrics, MethodPattern pattern, String name) {
      this.operation =
          metrics.operation(
              pattern.argument(0), pattern.arguments() > 1 ? pattern.argument(1) : name);
    }

    @Override
    long enter(ThreadState thread) {
      if (thread.externalDepth++ > 0) {
        return Tokens.NESTED;
      }
      thread.beginCall();
      return Tokens.start();
    }

    @Override
    long leave(ThreadState thread, long token, Throwable thrown) {
      if (thread.externalDepth > 0) {
        thread.externalDepth--;
      }
      if (token == Tokens.NESTED) {
        return 0;
      }
      long nanos = Tokens.elapsed(token);
      ExternalRecorder.left(thread, operation.peer(), nanos);
      return nanos;
    }

    @Override
    void ended(ThreadState thread, long startNanos, long nanos, Throwable thrown) {
      if (thrown == null) {
        operation.succeeded(nanos);
      } else {
        operation.failed(ExternalError.ofFailure(thrown), nanos);
      }
    }
  }

  static final class Query extends MeasuredMethod {
    private final QueryRecorder queries;
    private final SqlStatement statement;

    Query(QueryRecorder queries, MethodPattern pattern, String name) {
      this.queries = queries;
      this.statement = queries.named(pattern.argument(0), pattern.argument(1), name);
    }

    @Override
    long enter(ThreadState thread) {
      return queries.enter(thread);
    }

    @Override
    long leave(ThreadState thread, long token, Throwable thrown) {
      return queries.leaveNamed(thread, token, statement);
    }

    @Override
    void ended(ThreadState thread, long startNanos, long nanos, Throwable thrown) {
      queries.namedEnded(thread, startNanos, nanos, statement, thrown);
    }
  }

  static final class Cache extends MeasuredMethod {
    private final CacheMetrics.Series series;

    Cache(CacheMetrics metrics, MethodPattern pattern) {
      this.series = metrics.series(CUSTOM, pattern.argument(0), false);
    }

    @Override
    long enter(ThreadState thread) {
      if (thread.cacheDepth++ > 0) {
        return Tokens.NESTED;
      }
      thread.beginCall();
      return Tokens.start();
    }

    @Override
    long leave(ThreadState thread, long token, Throwable thrown) {
      if (thread.cacheDepth > 0) {
        thread.cacheDepth--;
      }
      if (token == Tokens.NESTED) {
        return 0;
      }
      long nanos = Tokens.elapsed(token);
      thread.endCall(RequestWork.Component.CACHE, nanos);
      return nanos;
    }

    @Override
    void ended(ThreadState thread, long startNanos, long nanos, Throwable thrown) {
      series.time(nanos);
      if (thrown == null) {
        series.countOk();
      } else {
        series.countError();
      }
    }
  }

  static final class Job extends MeasuredMethod {
    private final JobRecorder jobs;
    private final JobMetrics.Task task;

    Job(JobRecorder jobs, JobMetrics metrics, String name) {
      this.jobs = jobs;
      this.task = metrics.task(name);
    }

    @Override
    long enter(ThreadState thread) {
      return jobs.enter(thread, task, true);
    }

    /** Nested too is a run within one that it only gave its name. */
    @Override
    long leave(ThreadState thread, long token, Throwable thrown) {
      if (token > 0) {
        return jobs.detach(thread) ? Tokens.elapsed(token) : 0;
      }
      jobs.exit(thread, token, thrown, false);
      return 0;
    }

    @Override
    void ended(ThreadState thread, long startNanos, long nanos, Throwable thrown) {
      task.finished(nanos, thrown != null);
    }
  }

  /** A method of no family: other ones may enclose it, but not the same one. */
  static final class Plain extends MeasuredMethod {
    private final int number;
    private final MethodMetrics.Series series;

    Plain(MethodMetrics metrics, int number, String name) {
      this.number = number;
      this.series = metrics.series(name);
    }

    @Override
    long enter(ThreadState thread) {
      return thread.enterNamedMethod(number) ? Tokens.start() : Tokens.NESTED;
    }

    @Override
    long leave(ThreadState thread, long token, Throwable thrown) {
      if (token == Tokens.NESTED) {
        return 0;
      }
      thread.leaveNamedMethod(number);
      return Tokens.elapsed(token);
    }

    @Override
    void ended(ThreadState thread, long startNanos, long nanos, Throwable thrown) {
      series.record(nanos, thrown != null);
    }
  }
}

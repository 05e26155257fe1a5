package dev.tacho.record;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.JobMetrics;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns runs of periodic tasks into measurements. Any thread may call.
 *
 * <p>Of runs inside each other the outermost counts, under the best name: that of a method or one
 * that was given comes before that of a class. A library's own task, which has no name, is not
 * there at all: what it runs counts in its place.
 */
final class JobRecorder {
  private final JobNames names;

  /** Null until the JDK's private fields can be read; then periodic futures have names. */
  private volatile JdkTasks jdkTasks;

  final AgentHealth health;

  /** Who removes a run ends it. */
  private final Set<JobRun> begun = ConcurrentHashMap.newKeySet();

  JobRecorder(JobMetrics metrics, AgentHealth health) {
    this.names = new JobNames(metrics);
    this.health = health;
  }

  void readsJdkWith(Instrumentation jvm) {
    jdkTasks = new JdkTasks(jvm);
  }

  /**
   * A run begins.
   *
   * @param task what runs; a String is its name
   */
  long enter(ThreadState thread, Object task) {
    return task instanceof String
        ? enter(thread, names.named((String) task), true)
        : enter(thread, names.of(task.getClass()), false);
  }

  long enterMethod(ThreadState thread, Object target, Method method) {
    long token = enter(thread, names.of(target, method), true);
    if (token != Tokens.NESTED) {
      thread.job().method = method;
    }
    return token;
  }

  /** A library calls {@code method} for another thread to run; of interest if it is the job. */
  boolean asyncEnter(ThreadState thread, Method method) {
    JobRun run = thread.job();
    run.handsOver = run.task != null && method.equals(run.method);
    return run.handsOver;
  }

  void asyncExit(ThreadState thread) {
    thread.job().handsOver = false;
  }

  /** What another thread is to call for {@code callable}, so that its run is the job's. */
  Object handOver(ThreadState thread, Object callable) {
    JobRun run = thread.job();
    if (!run.handsOver || !(callable instanceof Callable)) {
      return callable;
    }
    run.handedOver = true;
    return new HandedOverJob(this, run.task, (Callable<?>) callable);
  }

  /** The run begins that another thread, or this one, has handed over. */
  long enterHandedOver(ThreadState thread, JobMetrics.Task task) {
    thread.job().handedOver = false;
    return enter(thread, task, true);
  }

  /** A library runs {@code task}, which is periodic only if the library runs periodically here. */
  long enterWithin(ThreadState thread, Object task) {
    JobRun run = thread.job();
    return run.wrappers > 0 && run.task == null ? enter(thread, task) : Tokens.NOTHING;
  }

  /**
   * As {@link #enter(ThreadState, Object)}.
   *
   * @param task null for what is none
   * @param exact whether its name is better than that of a class
   */
  long enter(ThreadState thread, JobMetrics.Task task, boolean exact) {
    JobRun run = thread.job();
    if (run.task != null) {
      return task != null && exact && !run.exact ? rename(run, task) : Tokens.NESTED;
    }
    if (task == null) {
      if (run.wrappers++ == 0) {
        run.wrapped = null;
      }
      return Tokens.IGNORED;
    }
    thread.beginJob();
    run.exact = exact;
    run.failed = false;
    run.method = null;
    run.handedOver = false;
    task.started();
    run.task = task; // last: where enter fails there is no exit
    return Tokens.start();
  }

  private static long rename(JobRun run, JobMetrics.Task task) {
    task.started();
    run.task.withdrawn();
    run.task = task;
    run.exact = true;
    return Tokens.RENAMED;
  }

  /**
   * A run ends.
   *
   * @param forGood whether {@code thrown} keeps the task from ever running again
   */
  void exit(ThreadState thread, long token, Throwable thrown, boolean forGood) {
    JobRun run = thread.job();
    if (token == Tokens.NESTED) {
      return;
    }
    if (token == Tokens.IGNORED) {
      if (run.wrappers > 0) {
        run.wrappers--;
      }
      // Else it is not the task that threw, say because its next run was rejected.
      die(run.wrapped, forGood && run.failed);
      return;
    }
    run.failed |= thrown != null;
    if (token == Tokens.RENAMED) {
      return;
    }
    JobMetrics.Task task = run.task;
    if (task == null) {
      return; // was taken for lost
    }
    run.task = null;
    run.method = null;
    run.wrapped = task;
    if (run.handedOver && !run.failed) {
      task.withdrawn();
    } else {
      task.finished(Tokens.elapsed(token), run.failed);
    }
    die(task, forGood);
  }

  /**
   * The run in progress goes on without this thread, and is to be finished by whoever asked.
   *
   * @return whether there is one
   */
  boolean detach(ThreadState thread) {
    JobRun run = thread.job();
    boolean inProgress = run.task != null;
    run.task = null;
    run.future = null;
    return inProgress;
  }

  private static void die(JobMetrics.Task task, boolean forGood) {
    if (forGood && task != null) {
      task.died();
    }
  }

  /** Somebody has caught what the run in progress threw. */
  void failed(ThreadState thread) {
    thread.job().failed = true;
  }

  /**
   * A future runs its task, which is to run again.
   *
   * @param callable what the future made of the task
   */
  long enterFuture(ThreadState thread, Object future, Object callable) {
    JdkTasks jdk = jdkTasks;
    if (jdk == null) {
      return Tokens.NOTHING;
    }
    JobRun run = thread.job();
    long token = enter(thread, jdk.taskOf(callable));
    if (token != Tokens.NESTED && run.future == null) {
      run.future = future;
      run.over = false;
    }
    return token;
  }

  /** The task of {@code future} threw; of no interest if it is not the one in progress. */
  void futureFailed(ThreadState thread, Object future) {
    JobRun run = thread.job();
    if (run.future == future) {
      run.failed = true;
      // Whoever waits for the future may shut its executor down as soon as it has this exception.
      run.over = jdkTasks.isShutDown(future);
    }
  }

  /**
   * @param threw whether the future keeps the exception of this run as its result
   */
  void exitFuture(ThreadState thread, long token, Object future, boolean threw) {
    JobRun run = thread.job();
    boolean died = threw && run.future == future && !run.over;
    if (run.future == future) {
      run.future = null;
    }
    exit(thread, token, null, died);
  }

  /** As {@link #enter}, for a thread that runs one task after the other. */
  void begins(ThreadState thread, Object task) {
    JobRun run = thread.job();
    begun.remove(run);
    abandon(run);
    run.token = enter(thread, task);
    if (run.token != Tokens.NOTHING) {
      begun.add(run);
    }
  }

  /** As {@link #exit}, if a run has begun by {@link #begins} and not ended. */
  void ends(ThreadState thread, Throwable thrown) {
    JobRun run = thread.job();
    if (begun.remove(run)) {
      long token = run.token;
      run.token = Tokens.NOTHING;
      exit(thread, token, thrown, false);
    }
  }

  /** Runs that end in another call than they began in may end unseen: it is not woven any more. */
  void unwoven() {
    for (JobRun run : new ArrayList<>(begun)) {
      if (begun.remove(run)) {
        abandon(run);
      }
    }
  }

  /** What began and got lost would stand for all that this thread runs later. */
  private static void abandon(JobRun run) {
    if (run.token > 0 && run.task != null) {
      run.task.withdrawn();
      run.task = null;
    }
    run.token = Tokens.NOTHING;
    run.wrappers = 0;
    run.future = null;
  }

  /** The thread of a timer ends by an exception of a task, and with it all that are queued. */
  void timerDied(ThreadState thread, Object queue, Throwable thrown) {
    ends(thread, thrown);
    for (Object task : jdkTasks.periodicTasksIn(queue)) {
      die(names.of(task.getClass()), true);
    }
  }
}

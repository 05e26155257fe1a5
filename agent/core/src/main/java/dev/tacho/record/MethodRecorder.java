package dev.tacho.record;

import dev.tacho.config.MethodPattern;
import dev.tacho.methods.NamedMethod;
import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.Families;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;

/** Turns calls of methods that the configuration names into measurements. Any thread may call. */
final class MethodRecorder {
  private final NamedMethods named;
  private final Families families;
  private final QueryRecorder queries;
  private final JobRecorder jobs;
  private final AgentHealth health;

  /** By number; replaced when one is added. */
  private volatile Entry[] entries = {};

  private static final class Entry {
    final NamedMethod named;
    final MeasuredMethod measured;

    Entry(NamedMethod named, MeasuredMethod measured) {
      this.named = named;
      this.measured = measured;
    }
  }

  MethodRecorder(
      NamedMethods named,
      Families families,
      QueryRecorder queries,
      JobRecorder jobs,
      AgentHealth health) {
    this.named = named;
    this.families = families;
    this.queries = queries;
    this.jobs = jobs;
    this.health = health;
  }

  /** Answers {@link Tokens#NOTHING} for a method that is not to be measured any more. */
  long enter(ThreadState thread, int number) {
    Entry entry = entry(number);
    return entry.named.isRefused() ? Tokens.NOTHING : entry.measured.enter(thread);
  }

  void exit(ThreadState thread, int number, long token, Object returned, Throwable thrown) {
    MeasuredMethod method = entry(number).measured;
    long nanos = method.leave(thread, token, thrown);
    if (nanos == 0) {
      return;
    }
    if (returned instanceof CompletionStage) {
      exitWithStage(thread, method, token, nanos, (CompletionStage<?>) returned);
    } else {
      method.ended(thread, token, nanos, thrown);
    }
  }

  /** The call ends with the stage, but for one that does not let itself be watched. */
  private void exitWithStage(
      ThreadState thread,
      MeasuredMethod method,
      long startNanos,
      long nanos,
      CompletionStage<?> stage) {
    try {
      stage.whenComplete(new Completion(method, startNanos));
    } catch (Throwable unwatchable) {
      method.ended(thread, startNanos, nanos, null);
      health.failed(AgentHealth.CORE, "while asking a future for its end", unwatchable);
    }
  }

  private Entry entry(int number) {
    Entry[] known = entries;
    Entry entry = number < known.length ? known[number] : null;
    return entry != null ? entry : newEntry(number);
  }

  private synchronized Entry newEntry(int number) {
    Entry[] known = entries;
    if (number < known.length && known[number] != null) {
      return known[number];
    }
    NamedMethod method = named.get(number);
    Entry[] more = Arrays.copyOf(known, Math.max(known.length, number + 1));
    more[number] = new Entry(method, measured(method, number));
    entries = more;
    return more[number];
  }

  private MeasuredMethod measured(NamedMethod method, int number) {
    MethodPattern pattern = method.pattern();
    switch (pattern.kind()) {
      case EXTERNAL:
        return new MeasuredMethod.External(families.external(), pattern, method.name());
      case DB:
        return new MeasuredMethod.Query(queries, pattern, method.name());
      case CACHE:
        return new MeasuredMethod.Cache(families.cache(), pattern);
      case JOB:
        return new MeasuredMethod.Job(jobs, families.jobs(), method.name());
      default:
        return new MeasuredMethod.Plain(families.methods(), number, method.name());
    }
  }
}

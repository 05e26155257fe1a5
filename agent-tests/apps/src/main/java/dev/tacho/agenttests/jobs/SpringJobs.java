package dev.tacho.agenttests.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.support.CronTrigger;
import org.springframework.util.ErrorHandler;

/** Spring's scheduling, by methods that are there from 5.3 to 7. */
final class SpringJobs {
  private static final String SPRING_JOBS = "SpringJobs.";

  private SpringJobs() {}

  static List<JobScenario> table() {
    List<JobScenario> all = new ArrayList<>();
    all.add(scheduled("fixed rate", FixedRate.class).succeeds(3, SPRING_JOBS + "FixedRate.work"));
    all.add(
        scheduled("fixed delay with an exception", FixedDelay.class)
            .succeeds(2, SPRING_JOBS + "FixedDelay.work")
            .fails(1, SPRING_JOBS + "FixedDelay.work"));
    all.add(scheduled("cron", Cron.class).succeeds(1, SPRING_JOBS + "Cron.work"));
    all.add(
        scheduled("a method of a superclass", Inheriting.class)
            .succeeds(2, SPRING_JOBS + "Inheriting.work"));
    all.add(
        new JobScenario("a method that runs on another thread", SpringJobs::async)
            .succeeds(1, SPRING_JOBS + "Asynchronous.work")
            .fails(1, SPRING_JOBS + "Asynchronous.work"));
    all.add(
        new JobScenario("tasks without a method", SpringJobs::tasks)
            .succeeds(2, SPRING_JOBS + "RateTask")
            .succeeds(1, SPRING_JOBS + "MistakenTask")
            .fails(1, SPRING_JOBS + "MistakenTask"));
    all.add(
        new JobScenario("a task with a trigger", SpringJobs::triggered)
            .succeeds(1, SPRING_JOBS + "TriggeredTask"));
    all.add(
        new JobScenario("an error handler that throws", SpringJobs::rethrowing)
            .fails(1, SPRING_JOBS + "MistakenTask")
            .dies(SPRING_JOBS + "MistakenTask"));
    all.add(
        new JobScenario("an error handler that throws, and a trigger", SpringJobs::rethrowingCron)
            .fails(1, SPRING_JOBS + "MistakenTask")
            .dies(SPRING_JOBS + "MistakenTask"));
    all.add(new JobScenario("tasks that run once", SpringJobs::once));
    all.add(
        new JobScenario("virtual threads", SpringJobs::virtualThreads)
            .succeeds(2, SPRING_JOBS + "OnVirtualThreads.work")
            .onlySince(21));
    return all;
  }

  /** Runs the method of a bean until it ends itself. */
  private static JobScenario scheduled(String name, Class<? extends Periodic> bean) {
    return new JobScenario(name, saw -> run(bean, saw, Config.class));
  }

  private static void run(Class<? extends Periodic> bean, JobTranscript saw, Class<?> config)
      throws Exception {
    try (AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(config, bean)) {
      Periodic periodic = context.getBean(Periodic.class);
      periodic.tasks().complete(context.getBean(ScheduledTaskHolder.class));
      periodic.through().await();
      saw.line("bean", bean.getSimpleName());
    }
  }

  @EnableScheduling
  static class Config {
    @Bean
    public ThreadPoolTaskScheduler taskScheduler() {
      return scheduler();
    }
  }

  private static ThreadPoolTaskScheduler scheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setWaitForTasksToCompleteOnShutdown(true);
    scheduler.setAwaitTerminationSeconds(30);
    return scheduler;
  }

  /** Cancels itself in one of its runs. Methods instead of fields, for there may be a proxy. */
  static class Periodic {
    private final CompletableFuture<ScheduledTaskHolder> tasks = new CompletableFuture<>();
    private final CountDownLatch through = new CountDownLatch(1);
    private int runs;

    public CompletableFuture<ScheduledTaskHolder> tasks() {
      return tasks;
    }

    public CountDownLatch through() {
      return through;
    }

    /** One run; tells which one it is. */
    int step(int lastRun) {
      if (++runs == lastRun) {
        for (ScheduledTask task : tasks.join().getScheduledTasks()) {
          task.cancel();
        }
        Thread.interrupted(); // by cancel
        through.countDown();
      }
      return runs;
    }
  }

  static class FixedRate extends Periodic {
    @Scheduled(fixedRate = 1)
    public void work() {
      step(3);
    }
  }

  static class FixedDelay extends Periodic {
    @Scheduled(fixedDelay = 1, initialDelay = 5)
    public void work() {
      if (step(3) == 2) {
        throw new IllegalArgumentException("deliberately");
      }
    }
  }

  static class Cron extends Periodic {
    @Scheduled(cron = "* * * * * *")
    public void work() {
      step(1);
    }
  }

  static class Inherited extends Periodic {
    @Scheduled(fixedRate = 1)
    public void work() {
      step(2);
    }
  }

  static class Inheriting extends Inherited {}

  @EnableAsync(proxyTargetClass = true)
  static class AsyncConfig extends Config {}

  static class Asynchronous extends Periodic {
    @Async
    @Scheduled(fixedDelay = 1)
    public void work() {
      if (step(2) == 1) {
        throw new IllegalArgumentException("deliberately");
      }
    }
  }

  /** Runs by one thread, so that what was handed over in excess can be seen to. */
  private static void async(JobTranscript saw) throws Exception {
    run(Asynchronous.class, saw, AsyncConfig.class);
  }

  // Tasks that are given to a scheduler.

  private static final class RateTask extends Stepping {
    RateTask() {
      super(2, Stepping::cancel);
    }
  }

  /** Fails in its first run, and ends itself in its second. */
  private static final class MistakenTask implements Runnable {
    final CompletableFuture<Future<?>> self = new CompletableFuture<>();
    private boolean second;

    @Override
    public void run() {
      if (second) {
        self.join().cancel(false);
      } else {
        second = true;
        throw new IllegalArgumentException("deliberately");
      }
    }
  }

  private static void tasks(JobTranscript saw) throws Exception {
    ThreadPoolTaskScheduler scheduler = scheduler();
    scheduler.initialize();
    RateTask task = new RateTask();
    saw.end(task.runBy(scheduler.scheduleAtFixedRate(task, Duration.ofMillis(1))));
    MistakenTask mistaken = new MistakenTask();
    ScheduledFuture<?> future = scheduler.scheduleWithFixedDelay(mistaken, Duration.ofMillis(1));
    mistaken.self.complete(future);
    saw.end(future);
    scheduler.shutdown();
  }

  private static final class TriggeredTask extends Stepping {
    TriggeredTask() {
      super(1, Stepping::cancel);
    }
  }

  private static void triggered(JobTranscript saw) throws Exception {
    ThreadPoolTaskScheduler scheduler = scheduler();
    scheduler.initialize();
    TriggeredTask task = new TriggeredTask();
    saw.end(task.runBy(scheduler.schedule(task, new CronTrigger("* * * * * *"))));
    scheduler.shutdown();
  }

  private static final class Rethrowing implements ErrorHandler {
    @Override
    public void handleError(Throwable thrown) {
      throw (IllegalArgumentException) thrown;
    }
  }

  private static void rethrowing(JobTranscript saw) throws Exception {
    ThreadPoolTaskScheduler scheduler = scheduler();
    scheduler.setErrorHandler(new Rethrowing());
    scheduler.initialize();
    saw.end(scheduler.scheduleAtFixedRate(new MistakenTask(), Duration.ofMillis(1)));
    scheduler.shutdown();
  }

  private static void rethrowingCron(JobTranscript saw) throws Exception {
    ThreadPoolTaskScheduler scheduler = scheduler();
    scheduler.setErrorHandler(new Rethrowing());
    scheduler.initialize();
    saw.end(scheduler.schedule(new MistakenTask(), new CronTrigger("* * * * * *")));
    scheduler.shutdown();
  }

  private static void once(JobTranscript saw) throws Exception {
    ThreadPoolTaskScheduler scheduler = scheduler();
    scheduler.initialize();
    saw.end(scheduler.submit(() -> saw.line("runs", "a task")));
    saw.end(scheduler.submit(new MistakenTask()));
    scheduler.execute(() -> saw.line("runs", "another"));
    scheduler.shutdown();
  }

  // Since Spring 6.1.

  @EnableScheduling
  static class VirtualThreadsConfig {
    @Bean
    public TaskScheduler taskScheduler() throws ReflectiveOperationException {
      Class<?> type =
          Class.forName("org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler");
      Object scheduler = type.getConstructor().newInstance();
      type.getMethod("setVirtualThreads", boolean.class).invoke(scheduler, true);
      type.getMethod("setTaskTerminationTimeout", long.class).invoke(scheduler, 30_000L);
      return (TaskScheduler) scheduler;
    }
  }

  static class OnVirtualThreads extends Periodic {
    @Scheduled(fixedRate = 200)
    public synchronized void work() {
      step(2);
    }
  }

  private static void virtualThreads(JobTranscript saw) throws Exception {
    run(OnVirtualThreads.class, saw, VirtualThreadsConfig.class);
  }
}

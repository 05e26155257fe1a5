package dev.tacho.agenttests.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.listeners.TriggerListenerSupport;

/** Quartz, by methods that are there in all versions 2. */
final class QuartzJobs {
  private static volatile CountDownLatch runs;

  private QuartzJobs() {}

  static List<JobScenario> table() {
    List<JobScenario> all = new ArrayList<>();
    all.add(
        new JobScenario("a trigger that repeats", saw -> run(saw, Working.class, 3))
            .succeeds(3, "nightly.work"));
    all.add(
        new JobScenario("an exception of a job", saw -> run(saw, Failing.class, 2))
            .fails(2, "nightly.work"));
    all.add(
        new JobScenario("a mistake of a job", saw -> run(saw, Mistaken.class, 2))
            .fails(2, "nightly.work"));
    all.add(
        new JobScenario("a job that is fired again at once", saw -> run(saw, Refiring.class, 1))
            .fails(1, "nightly.work")
            .succeeds(1, "nightly.work"));
    all.add(
        new JobScenario("a job that inherits", saw -> run(saw, Inheriting.class, 1))
            .succeeds(1, "nightly.work"));
    all.add(new JobScenario("a job that a listener vetoes", QuartzJobs::vetoed));
    return all;
  }

  private static void run(JobTranscript saw, Class<? extends Job> job, int times) throws Exception {
    runs = new CountDownLatch(times);
    Scheduler scheduler = scheduler();
    scheduler.scheduleJob(detail(job), trigger(times));
    scheduler.start();
    runs.await();
    scheduler.shutdown(true);
    saw.line("job", job.getSimpleName());
  }

  private static Scheduler scheduler() throws SchedulerException {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    return new StdSchedulerFactory(properties).getScheduler();
  }

  private static JobDetail detail(Class<? extends Job> job) {
    return JobBuilder.newJob(job).withIdentity("work", "nightly").build();
  }

  private static Trigger trigger(int times) {
    return TriggerBuilder.newTrigger()
        .startNow()
        .withSchedule(
            SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(1)
                .withRepeatCount(times - 1))
        .build();
  }

  public static class Working implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      runs.countDown();
    }
  }

  public static class Failing implements Job {
    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
      runs.countDown();
      throw new JobExecutionException("deliberately");
    }
  }

  public static class Mistaken implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      runs.countDown();
      throw new IllegalArgumentException("deliberately");
    }
  }

  public static class Refiring implements Job {
    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
      if (context.getRefireCount() == 0) {
        throw new JobExecutionException("deliberately", true);
      }
      runs.countDown();
    }
  }

  public static class Inheriting extends Working {}

  private static final class Veto extends TriggerListenerSupport {
    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public String getName() {
      return "veto";
    }

    @Override
    public boolean vetoJobExecution(Trigger trigger, JobExecutionContext context) {
      asked.countDown();
      return true;
    }
  }

  private static void vetoed(JobTranscript saw) throws Exception {
    Scheduler scheduler = scheduler();
    Veto veto = new Veto();
    scheduler.getListenerManager().addTriggerListener(veto);
    scheduler.scheduleJob(detail(Working.class), trigger(1));
    scheduler.start();
    veto.asked.await();
    scheduler.shutdown(true);
  }
}

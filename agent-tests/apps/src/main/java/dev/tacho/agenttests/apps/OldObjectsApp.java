package dev.tacho.agenttests.apps;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Goes on with what it has had from its start, when it is told to by a line: {@code prepared}
 * executes a statement, {@code statement} makes another one of the same connection, {@code tick}
 * lets a run of an executor's task end, and one of a timer's; the next run of each then waits.
 */
public final class OldObjectsApp {
  private final Connection connection;
  private final PreparedStatement prepared;
  private final Tick executors = new Tick();
  private final Tick timers = new Tick();

  private OldObjectsApp() throws Exception {
    connection = DriverManager.getConnection("jdbc:h2:mem:old");
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table orders (id int)");
    }
    prepared = connection.prepareStatement("select id from orders");
    prepared.executeQuery().close();
    ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(executors, 0, 1, TimeUnit.MILLISECONDS);
    new Timer(true).schedule(new TimerTick(timers), 0, 1);
    executors.awaitRun();
    timers.awaitRun();
  }

  public static void main(String[] arguments) throws Exception {
    OldObjectsApp app = new OldObjectsApp();
    System.out.println("started");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      app.obey(line);
      System.out.println("did " + line);
    }
    System.exit(0);
  }

  private void obey(String line) throws Exception {
    switch (line) {
      case "prepared":
        prepared.executeQuery().close();
        break;
      case "statement":
        try (Statement statement = connection.createStatement()) {
          statement.executeQuery("select id from orders").close();
        }
        break;
      default:
        tick();
    }
  }

  private void tick() throws InterruptedException {
    executors.endRun();
    timers.endRun();
  }

  /** Each run waits until it may end. */
  private static final class Tick implements Runnable {
    private final BlockingQueue<Boolean> mayEnd = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> began = new LinkedBlockingQueue<>();

    @Override
    public void run() {
      try {
        began.put(true);
        mayEnd.take();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }

    /** Returns when the next run has begun. */
    void endRun() throws InterruptedException {
      mayEnd.put(true);
      awaitRun();
    }

    void awaitRun() throws InterruptedException {
      began.take();
    }
  }

  private static final class TimerTick extends TimerTask {
    private final Tick tick;

    TimerTick(Tick tick) {
      this.tick = tick;
    }

    @Override
    public void run() {
      tick.run();
    }
  }
}

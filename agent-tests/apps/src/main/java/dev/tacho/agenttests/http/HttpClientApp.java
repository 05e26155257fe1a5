package dev.tacho.agenttests.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs scenarios, one after the other, as its input says: a line {@code adapter's class|scenario}
 * each. Says on its output what it saw and, after each scenario, that it is through with it. Its
 * arguments are the base URLs of the targets. A client stays open until another one is needed.
 */
public final class HttpClientApp {
  /**
   * The line that ends the waiting of a scenario with {@link OutboundScenario.Interlude#CANCEL}.
   */
  public static final String CANCEL = "cancel";

  private final String[] baseUrls;
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private HttpAdapter client;

  private HttpClientApp(String[] baseUrls) {
    this.baseUrls = baseUrls;
  }

  public static void main(String[] arguments) throws Exception {
    new HttpClientApp(arguments).run();
    System.exit(0); // libraries leave threads behind
  }

  /** What it says after a scenario. */
  public static String through(String adapter, String scenario) {
    return "through with " + adapter + ' ' + scenario;
  }

  private void run() throws Exception {
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split("\\|", 2);
      OutboundScenario scenario = OutboundScenarios.named(words[1]);
      use(words[0], scenario.connectTimeoutMillis);
      run(scenario);
      System.out.println(through(words[0], words[1]));
    }
    client.close();
  }

  private void use(String adapter, int connectTimeoutMillis) throws Exception {
    String timeout = Integer.toString(connectTimeoutMillis);
    if (client == null
        || !client.getClass().getName().equals(adapter)
        || !timeout.equals(System.getProperty("connectTimeoutMillis"))) {
      if (client != null) {
        client.close();
      }
      System.setProperty("connectTimeoutMillis", timeout);
      client = Class.forName(adapter).asSubclass(HttpAdapter.class).getConstructor().newInstance();
    }
  }

  private void run(OutboundScenario scenario) throws Exception {
    for (OutboundScenario.Step step : scenario.steps()) {
      OutboundCall call =
          new OutboundCall(
              step.method,
              baseUrls[step.target.ordinal()] + step.path,
              step.body,
              scenario.timeoutMillis);
      if (scenario.threads > 1) {
        callAtOnce(call, scenario.threads);
      } else if (scenario.interlude() == OutboundScenario.Interlude.CANCEL) {
        callAndCancel(call);
      } else {
        write(outcome(call, scenario.varies));
      }
    }
  }

  private void callAtOnce(OutboundCall call, int threads) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    List<Callable<List<String>>> calls = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      calls.add(() -> outcome(call, false));
    }
    List<String> first = null;
    for (Future<List<String>> seen : callers.invokeAll(calls)) {
      if (first == null) {
        first = seen.get();
        write(first);
      } else if (!seen.get().equals(first)) {
        write(seen.get());
      }
    }
    callers.shutdown();
  }

  private void callAndCancel(OutboundCall call) throws Exception {
    PendingCall pending = client.start(call);
    List<String> lines = new ArrayList<>();
    Thread waiting = new Thread(() -> await(pending, true, lines));
    waiting.start();
    String word = input.readLine();
    if (!word.equals(CANCEL)) {
      throw new IOException(word);
    }
    pending.cancel();
    waiting.join();
    write(lines);
  }

  private List<String> outcome(OutboundCall call, boolean varies) {
    List<String> lines = new ArrayList<>();
    try {
      await(client.start(call), varies, lines);
    } catch (Exception e) {
      lines.add("does not start:");
      failure(e, varies, lines);
    }
    return lines;
  }

  private static void await(PendingCall pending, boolean varies, List<String> lines) {
    try {
      Answer answer = pending.await();
      lines.add("status: " + answer.status);
      lines.add("body: " + answer.body);
      lines.addAll(answer.facts());
    } catch (Exception e) {
      failure(e, varies, lines);
    }
  }

  private static void failure(Throwable e, boolean varies, List<String> lines) {
    if (varies) {
      Throwable unwrapped = e instanceof ExecutionException ? e.getCause() : e;
      lines.add("fails: " + unwrapped.getClass().getName());
      return;
    }
    lines.add("fails: " + describe(e));
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      lines.add("because of: " + describe(cause));
    }
    for (Throwable suppressed : e.getSuppressed()) {
      lines.add("suppressed: " + describe(suppressed));
    }
  }

  private static String describe(Throwable e) {
    return e.getClass().getName() + ' ' + e.getMessage();
  }

  private static void write(List<String> lines) {
    for (String line : lines) {
      // Ports, identity hashes and the numbers of threads differ from run to run. So does whether
      // the JDK remembers that a host is unknown, and then does not say why.
      String steady =
          line.replaceAll("@[0-9a-f]{3,}", "@#").replace(": Name or service not known", "");
      System.out.println(
          "  " + (line.startsWith("status") ? line : steady.replaceAll("\\d+", "#")));
    }
  }
}

package com.acme.named;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Does what the lines of its input say, and prints for each what came of it. Some of its classes
 * are loaded long before the agent can weave.
 */
public final class NamedMethodsApp {
  private static CompletableFuture<String> answer;
  private static CompletableFuture<String> given;

  private NamedMethodsApp() {}

  public static void main(String[] arguments) throws Exception {
    Class.forName(Billing.class.getName());
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String result;
      try {
        result = String.valueOf(run(line));
      } catch (Exception failure) {
        result = failure + " at " + failure.getStackTrace()[0].getMethodName();
      }
      System.out.println(line + ": " + result);
    }
    new CountDownLatch(1).await(); // until it is killed
  }

  private static Object run(String line) throws Exception {
    switch (line) {
      case "charge":
        return Billing.charge(5);
      case "charge overloaded":
        return Billing.charge("5");
      case "charge fails":
        return Billing.charge(-5);
      case "refund":
        return start(false);
      case "refund any":
        return start(true);
      case "refund completes":
        return answer.complete("done") + given.get();
      case "refund fails":
        return answer.completeExceptionally(new java.net.SocketTimeoutException("late"));
      case "refund is cancelled":
        return given.cancel(true) + " " + answer.isCancelled();
      case "refund is there":
        return Billing.refund(CompletableFuture.completedFuture("at once")).get();
      case "gateway":
        return new EchoGateway().ping();
      case "find":
        return new Repo().findByName("ann");
      case "find nothing":
        return new Repo().findNothing();
      case "find later":
        CompletableFuture<int[]> found = new CompletableFuture<>();
        CompletableFuture<int[]> result = new Repo().findLater(found);
        found.complete(new int[2]);
        return result == found ? result.get().length : "another future";
      case "count":
        return new Repo().count();
      case "get":
        return Sessions.LOCAL.get("a");
      case "get fails":
        return Sessions.SHARED.get("b");
      case "report":
        return new Reports().nightly(null) == null;
      case "report later":
        answer = new CompletableFuture<>();
        given = new Reports().nightly(answer);
        return given == answer;
      case "report completes":
        return answer.complete("reported");
      case "report fails":
        return new Reports().fail(3);
      case "load":
        return load(true) + load(false);
      case "compute":
        return new Tax(19).compute(3);
      case "reduced":
        return compare(new Tax.Reduced()) + " " + new Tax.Reduced();
      default:
        throw new IllegalArgumentException(line);
    }
  }

  @SuppressWarnings("unchecked") // it is what went in
  private static boolean start(boolean any) {
    answer = new CompletableFuture<>();
    given = any ? (CompletableFuture<String>) Billing.refundAny(answer) : Billing.refund(answer);
    return given == answer;
  }

  /** In a loader of its own each. */
  private static double load(boolean twice) throws Exception {
    URL[] urls = {NamedMethodsApp.class.getProtectionDomain().getCodeSource().getLocation()};
    ClassLoader parent = ClassLoader.getSystemClassLoader().getParent();
    try (URLClassLoader loader = new URLClassLoader(urls, parent)) {
      Class<?> type = loader.loadClass("com.acme.named.Tax");
      Object tax = type.getConstructor(int.class).newInstance(twice ? 14 : 7);
      return (Double) type.getMethod("compute", int.class).invoke(tax, 0);
    }
  }

  private static <T extends Comparable<T>> int compare(T one) {
    return one.compareTo(null);
  }
}

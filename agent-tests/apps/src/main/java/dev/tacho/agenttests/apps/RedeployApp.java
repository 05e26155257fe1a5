package dev.tacho.agenttests.apps;

import java.io.File;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A container which deploys {@link DatabaseWork} again and again, each time in a loader of its own
 * with its own driver and pool, runs it on threads that stay, and takes it away. When its input has
 * ended it does so 50 times, and prints how many loaders are still in memory then: {@code left 0}.
 *
 * <p>Takes the argument for {@link DatabaseWork}.
 */
public final class RedeployApp {
  private static final int DEPLOYMENTS = 50;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final ExecutorService requestThreads = Executors.newFixedThreadPool(3);
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
  private final Set<Reference<?>> deployed = new HashSet<>();

  private RedeployApp() {}

  public static void main(String[] arguments) throws Exception {
    while (System.in.read() >= 0) {
      // nothing is asked of the input but its end
    }
    RedeployApp container = new RedeployApp();
    for (int i = 0; i < DEPLOYMENTS; i++) {
      container.deployAndTakeAway(arguments[0]);
    }
    System.out.println("left " + container.stillInMemory());
    new CountDownLatch(1).await(); // until it is killed
  }

  private void deployAndTakeAway(String argument) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getSystemClassLoader().getParent())) {
      deployed.add(new WeakReference<ClassLoader>(loader, collected));
      final Callable<?> work =
          loader
              .loadClass(DatabaseWork.class.getName())
              .asSubclass(Callable.class)
              .getConstructor(String.class)
              .newInstance(argument);
      requestThreads
          .submit(
              new Callable<Object>() {
                @Override
                public Object call() throws Exception {
                  return in(loader, work);
                }
              })
          .get();
    }
  }

  /** As containers call applications. */
  private static Object in(ClassLoader loader, Callable<?> work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private int stillInMemory() throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!deployed.isEmpty() && System.nanoTime() < deadline) {
      System.gc();
      Reference<?> gone = collected.remove(100);
      while (gone != null) {
        deployed.remove(gone);
        gone = collected.poll();
      }
    }
    return deployed.size();
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(new File(path).toURI().toURL());
    }
    return urls.toArray(new URL[0]);
  }
}

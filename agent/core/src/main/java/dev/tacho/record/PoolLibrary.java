package dev.tacho.record;

/**
 * A library of connection pools: what its pools are called that the application gave no name, and
 * how they are read. One of a kind for all copies of the library in the JVM.
 */
public abstract class PoolLibrary {
  final String instrumentation;
  final String unnamed;
  final boolean countsWaiting;

  /**
   * Describes a library.
   *
   * @param instrumentation under which failures are counted
   * @param unnamed what pools without a name are called, a number behind it
   * @param countsWaiting whether the agent has to count the threads that wait for a connection,
   *     because the pools cannot tell without a lock
   */
  protected PoolLibrary(String instrumentation, String unnamed, boolean countsWaiting) {
    this.instrumentation = instrumentation;
    this.unnamed = unnamed;
    this.countsWaiting = countsWaiting;
  }

  /**
   * Finds what is to be read in a class of pools. Called on a thread of the application, once for
   * each class; calls nothing of the library.
   *
   * @throws ReflectiveOperationException if the class is of a version that is not known
   */
  protected abstract PoolAccess access(Class<?> poolClass) throws ReflectiveOperationException;
}

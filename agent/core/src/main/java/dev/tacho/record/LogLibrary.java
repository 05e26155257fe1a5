package dev.tacho.record;

/**
 * A logging library that keeps a context for each thread: how it is found, and how it is written
 * to. Describes the library by names, since its classes are the application's; one of a kind for
 * all its copies in the JVM.
 *
 * <p>What is found first is a <em>witness</em>: an object that the library hands out once it is
 * ready.
 */
public class LogLibrary {
  /** How far a copy of the library is that was loaded before it could be woven. */
  public enum State {
    /** Its context may be used. */
    READY,
    /** It is starting, and to be asked again. */
    STARTING,
    /** It has not started, and hands out a witness when it has; or it never will. */
    UNUSED
  }

  final String instrumentation;
  final String apiType;
  final String contextType;
  final String wovenType;

  /**
   * Describes a library by binary names.
   *
   * @param instrumentation under which failures are counted
   * @param apiType a type of the library's API that all its witnesses are of
   * @param contextType the class, beside that type, with the static methods {@code put(String,
   *     String)}, {@code get(String)} and {@code remove(String)}
   * @param wovenType the class whose methods hand out witnesses
   */
  public LogLibrary(String instrumentation, String apiType, String contextType, String wovenType) {
    this.instrumentation = instrumentation;
    this.apiType = apiType;
    this.contextType = contextType;
    this.wovenType = wovenType;
  }

  /**
   * Whether what is put into the context can come out in a log. Called on a thread of the
   * application, once for each class of witnesses, inside of the library: nothing of the library
   * may be called or initialised.
   *
   * @param api the loader of the library's API, null for the JVM's own
   */
  protected boolean hasContext(Class<?> witness, ClassLoader api) {
    return true;
  }

  /**
   * Tells the state of a copy that was loaded before it could be woven. Called on a thread of the
   * agent.
   *
   * @param woven the class called {@code wovenType}
   */
  protected State stateOf(Class<?> woven) {
    return State.READY;
  }
}

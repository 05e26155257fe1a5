package dev.tacho.record;

/**
 * Puts an object of the agent in front of a callback that the application hands to a library, for
 * calls that end on another thread. The object has to behave as the original in everything the
 * application can see.
 */
public interface CallbackWrapper {
  /**
   * Wraps one callback, for one call.
   *
   * @param original the application's callback, possibly null
   * @param context what enter gave back for the call, never null
   * @return what the library gets instead
   */
  Object wrap(Object original, Object context);
}

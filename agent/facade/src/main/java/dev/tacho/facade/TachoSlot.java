package dev.tacho.facade;

/**
 * An object of the application that carries one object of the agent: weaving gives its class a
 * field, and this interface to reach it. As with {@link TachoProbe}, packaging moves it into {@code
 * java.lang}.
 *
 * <p>The field is plain. Who reads it on another thread than the one that wrote sees an older value
 * or null, unless the application hands the object over properly; values are therefore immutable,
 * or as good.
 */
public interface TachoSlot {
  /** What was put last, or null. */
  Object tachoSlot();

  void tachoSlot(Object value);
}

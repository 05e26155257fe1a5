package com.acme.library;

import java.util.concurrent.Callable;
import java.util.function.IntSupplier;

/** Methods of every shape. */
public final class Shapes {
  private Shapes() {}

  /** With a method for its subclasses to have, and what is never woven. */
  public abstract static class Base<T> {
    static final int START = Integer.parseInt("1");

    protected Base() {}

    public abstract T make(T seed);

    public native void leave();
  }

  /** With a bridge, and a method that takes a lambda. */
  public static final class Impl extends Base<String> {
    @Override
    public String make(String seed) {
      IntSupplier length = () -> seed.length();
      return seed + length.getAsInt();
    }
  }

  /** With everything that can be returned, and modifiers. */
  public static class Returning {
    public static synchronized int number(int value) {
      return value;
    }

    public synchronized double[] array(double... values) {
      return values;
    }

    protected long wide(long first, double second, Object third) {
      return first + (long) second;
    }

    boolean many(int count) {
      for (int i = 0; i < count; i++) {
        if (i == 3) {
          return true;
        }
      }
      return false;
    }

    private void nothing() {}

    /** Calls the private one. */
    public void all() {
      nothing();
    }

    public <T extends Exception> Object fails(T exception) throws T {
      throw exception;
    }
  }

  /** Its methods are methods like others. */
  public enum Level {
    LOW;

    public int value() {
      return 1;
    }
  }

  /** With methods of its own. */
  public interface Greeting extends Callable<String> {
    static String of(String name) {
      return "hello " + name;
    }

    @Override
    default String call() {
      return of(name());
    }

    String name();
  }

  /** A direct implementation. */
  public static final class Named implements Greeting {
    @Override
    public String name() {
      return "ann";
    }
  }

  /** The accessor is a method like others. */
  public record Point(int x) {
    public Point {
      if (x < 0) {
        throw new IllegalArgumentException();
      }
    }
  }
}

package com.acme.jobs;

import java.lang.reflect.Proxy;

/** Tasks of every kind that an application has. */
public class Orders {
  /** A nested class. */
  public static final class Cleanup implements Runnable {
    @Override
    public void run() {}
  }

  /** As a Spring bean has it. */
  public void archive() {}

  public static Runnable lambda() {
    return () -> {};
  }

  public static Runnable methodReference() {
    return new Orders()::archive;
  }

  @SuppressWarnings("Convert2Lambda") // the point of it
  public static Runnable anonymous() {
    return new Runnable() {
      @Override
      public void run() {}
    };
  }

  public static Runnable proxy() {
    return (Runnable)
        Proxy.newProxyInstance(
            Orders.class.getClassLoader(),
            new Class<?>[] {Runnable.class},
            (proxy, method, arguments) -> null);
  }
}

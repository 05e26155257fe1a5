package com.acme.log;

/** Stands for the class of a logging library that is woven. */
public final class Loggers {
  private Loggers() {}
}

package com.acme.slf4j;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Something that SLF4J can be bound to, with a context. Loaded beside SLF4J. */
public final class AcmeProvider implements SLF4JServiceProvider {
  /** Run while SLF4J initialises. */
  public static Runnable whileInitializing;

  private final MDCAdapter context = new BasicMDCAdapter();
  private final IMarkerFactory markers = new BasicMarkerFactory();

  private static final class Factory implements ILoggerFactory {
    @Override
    public Logger getLogger(String name) {
      return NOPLogger.NOP_LOGGER;
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return new Factory();
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {
    if (whileInitializing != null) {
      whileInitializing.run();
    }
  }
}

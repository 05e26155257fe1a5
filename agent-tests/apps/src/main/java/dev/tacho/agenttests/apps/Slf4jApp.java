package dev.tacho.agenttests.apps;

import org.slf4j.LoggerFactory;

/** Logs through SLF4J, to whatever it is bound to. */
public final class Slf4jApp {
  private Slf4jApp() {}

  public static void main(String[] arguments) throws Exception {
    LoggingServlets.serve(arguments, () -> LoggerFactory.getLogger("app")::info);
  }
}

package dev.tacho.agenttests.apps;

import org.apache.logging.log4j.LogManager;

/** Logs through Log4j 2. */
public final class Log4jApp {
  private Log4jApp() {}

  public static void main(String[] arguments) throws Exception {
    LoggingServlets.serve(arguments, () -> LogManager.getLogger("app")::info);
  }
}

package dev.tacho.agenttests.apps;

import java.util.function.Consumer;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Logs through JBoss LogManager, which is the log manager of the JVM. */
public final class JBossLogManagerApp {
  private JBossLogManagerApp() {}

  public static void main(String[] arguments) throws Exception {
    LoggingServlets.serve(arguments, JBossLogManagerApp::logger);
  }

  private static Consumer<String> logger() {
    Logger logger = LogContext.getLogContext().getLogger("app");
    logger.addHandler(new ConsoleHandler(new PatternFormatter("|%X{request_id}|%s%n")));
    logger.setUseParentHandlers(false);
    return logger::info;
  }
}

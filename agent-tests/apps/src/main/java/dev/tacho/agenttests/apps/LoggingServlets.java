package dev.tacho.agenttests.apps;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;

/**
 * Tomcat 9 with servlets that write a line into the log of whatever library, and a valve in front
 * of them that does so before and after each request, on the request's thread but outside of what
 * the servlet API calls the request. {@code /log} is plain, {@code /async} logs once more in an
 * asynchronous dispatch.
 */
final class LoggingServlets {
  /** Kept, so that its level is: Tomcat's own lines are not looked at. */
  private static final Logger tomcatLog = Logger.getLogger("org.apache");

  private LoggingServlets() {}

  /**
   * Starts to serve.
   *
   * @param arguments those of the application: {@code --port-file PATH}, and {@code late} before it
   *     if its logger is to be made by the first request that logs
   * @param logger makes what takes the lines
   */
  static void serve(String[] arguments, Supplier<Consumer<String>> logger) throws Exception {
    boolean late = "late".equals(arguments[0]);
    Log log = new Log(logger);
    if (!late) {
      log.line("main");
    }
    File portFile = new File(arguments[arguments.length - 1]);
    tomcatLog.setLevel(Level.OFF);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File(portFile.getParentFile(), "tomcat").getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", new File(".").getAbsolutePath());
    tomcat.getHost().getPipeline().addValve(new LoggingValve(log));
    add(context, "log", new LogServlet(log));
    add(context, "async", new AsyncServlet(log));
    tomcat.getConnector();
    tomcat.start();
    File unfinished = new File(portFile.getParentFile(), "unfinished");
    String port = Integer.toString(tomcat.getConnector().getLocalPort());
    Files.write(unfinished.toPath(), port.getBytes(StandardCharsets.US_ASCII));
    Files.move(unfinished.toPath(), portFile.toPath(), StandardCopyOption.ATOMIC_MOVE);
    tomcat.getServer().await();
  }

  private static void add(Context context, String name, HttpServlet servlet) {
    Wrapper wrapper = Tomcat.addServlet(context, name, servlet);
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded("/" + name, name);
  }

  /** Makes the logger when the first line comes. */
  private static final class Log {
    private final Supplier<Consumer<String>> maker;
    private Consumer<String> logger;

    Log(Supplier<Consumer<String>> maker) {
      this.maker = maker;
    }

    synchronized void line(String text) {
      if (logger == null) {
        logger = maker.get();
      }
      logger.accept(text);
    }
  }

  private static final class LoggingValve extends ValveBase {
    private final Log log;

    LoggingValve(Log log) {
      super(true);
      this.log = log;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      String name = request.getParameter("name");
      boolean quiet = name == null;
      if (!quiet) {
        log.line(name + " before");
      }
      getNext().invoke(request, response);
      if (!quiet) {
        log.line(name + " after");
      }
    }
  }

  private static final class LogServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Log log;

    LogServlet(Log log) {
      this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      log.line(request.getParameter("name") + " inside");
      response.getWriter().print("logged");
    }
  }

  private static final class AsyncServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Log log;

    AsyncServlet(Log log) {
      this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String name = request.getParameter("name");
      if (request.getDispatcherType() == DispatcherType.REQUEST) {
        log.line(name + " inside");
        AsyncContext async = request.startAsync();
        Thread worker =
            new Thread(
                () -> {
                  log.line(name + " worker");
                  async.dispatch();
                });
        worker.start();
      } else {
        log.line(name + " dispatched");
        response.getWriter().print("logged");
      }
    }
  }
}

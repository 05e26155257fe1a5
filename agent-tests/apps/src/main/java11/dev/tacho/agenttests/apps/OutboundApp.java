package dev.tacho.agenttests.apps;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Tomcat 9 with a servlet that calls another one by the JDK's HTTP client, {@code /call}, and
 * answers all that it sees of the call: what the other got as X-Request-ID, the headers of the
 * request that the response names, and whether that request equals the one it had sent. Parameters:
 * {@code path} to call; {@code port}, if it is not its own; {@code own}, an id to send itself;
 * {@code by}, {@code async} or {@code thread}.
 */
public final class OutboundApp {
  /** Kept, so that its level is: Tomcat warns of what is known. */
  private static final Logger log = Logger.getLogger("org.apache");

  private OutboundApp() {}

  public static void main(String[] arguments) throws Exception {
    File portFile = new File(arguments[1]);
    log.setLevel(Level.OFF);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File(portFile.getParentFile(), "tomcat").getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", new File(".").getAbsolutePath());
    add(context, "call", new CallServlet());
    add(context, "echo", new EchoServlet());
    add(context, "redirect", new RedirectServlet());
    tomcat.getConnector();
    tomcat.start();
    File unfinished = new File(portFile.getParentFile(), "unfinished");
    Files.writeString(unfinished.toPath(), Integer.toString(tomcat.getConnector().getLocalPort()));
    Files.move(unfinished.toPath(), portFile.toPath(), StandardCopyOption.ATOMIC_MOVE);
    tomcat.getServer().await();
  }

  private static void add(Context context, String name, HttpServlet servlet) {
    Tomcat.addServlet(context, name, servlet);
    context.addServletMappingDecoded("/" + name, name);
  }

  private static final class CallServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient HttpClient client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String port = request.getParameter("port");
      URI uri =
          URI.create(
              "http://127.0.0.1:"
                  + (port == null ? request.getLocalPort() : port)
                  + request.getParameter("path"));
      HttpRequest.Builder call = HttpRequest.newBuilder(uri);
      String own = request.getParameter("own");
      if (own != null) {
        call.header("x-request-id", own);
      }
      response.getWriter().print(describe(call.build(), request.getParameter("by")));
    }

    private String describe(HttpRequest call, String by) throws IOException {
      HttpResponse<String> answer = send(call, by);
      HttpRequest sent = answer.request();
      return answer.body() + " " + sent.headers().map() + " " + sent.equals(call);
    }

    private HttpResponse<String> send(HttpRequest call, String by) throws IOException {
      HttpResponse.BodyHandler<String> handler = HttpResponse.BodyHandlers.ofString();
      if ("async".equals(by)) {
        return client.sendAsync(call, handler).join();
      }
      if ("thread".equals(by)) {
        return CompletableFuture.supplyAsync(() -> client.sendAsync(call, handler).join()).join();
      }
      try {
        return client.send(call, handler);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  private static final class EchoServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(Collections.list(request.getHeaders("X-Request-ID")));
    }
  }

  private static final class RedirectServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.sendRedirect("http://localhost:" + request.getLocalPort() + "/echo");
    }
  }
}

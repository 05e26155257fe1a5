package club;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for the payment provider. The last two digits of an amount decide what becomes of it,
 * so that every outcome can be had on purpose.
 */
final class PaymentProviderStub implements AutoCloseable {
  static final int DECLINED = 41;
  static final int BROKEN = 42;
  static final int SLOW = 43;
  static final int SLOWER_THAN_PATIENCE = 44;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> new Thread(task, "payment-provider"));
  private final int port;
  private HttpServer server;

  /** Bound in the server's place: nobody else gets the port, and who connects is refused. */
  private Socket placeholder;

  private PaymentProviderStub() throws IOException {
    server = serve(0);
    port = server.getAddress().getPort();
  }

  static PaymentProviderStub start() throws IOException {
    return new PaymentProviderStub();
  }

  private HttpServer serve(int wantedPort) throws IOException {
    HttpServer started = HttpServer.create(at(wantedPort), 0);
    started.setExecutor(threads);
    started.createContext("/v1/ping", exchange -> answer(exchange, 200));
    started.createContext("/v1/charges", PaymentProviderStub::charge);
    started.start();
    return started;
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Takes no connections any more, and ends those that there are; or takes some again. */
  synchronized void refuse(boolean refuse) throws IOException {
    if (refuse) {
      server.stop(0);
      placeholder = new Socket();
      placeholder.setReuseAddress(true);
      placeholder.bind(at(port));
    } else {
      placeholder.close();
      server = serve(port);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (placeholder != null) {
      placeholder.close();
    }
    server.stop(0);
    threads.shutdownNow();
  }

  private static void charge(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    switch (Http.number(query.replace("amount=", ""), 0) % 100) {
      case DECLINED -> answer(exchange, 402);
      case BROKEN -> answer(exchange, 500);
      case SLOW -> answerAfter(Duration.ofMillis(300), exchange);
      case SLOWER_THAN_PATIENCE -> answerAfter(Duration.ofSeconds(2), exchange);
      default -> answer(exchange, 201);
    }
  }

  private static void answerAfter(Duration delay, HttpExchange exchange) throws IOException {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while answering slowly");
    }
    answer(exchange, 201);
  }

  /**
   * Without a body: this server writes it in a packet of its own, which can wait 40 ms for an ACK.
   */
  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}

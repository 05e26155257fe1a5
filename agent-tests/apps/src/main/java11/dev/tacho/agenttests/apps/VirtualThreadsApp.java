package dev.tacho.agenttests.apps;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;

/**
 * {@code run 10000} on its input starts as many virtual threads; each runs a query in H2, gets a
 * value from a Redis of a few lines and calls an HTTP server, both in this process. When all have
 * ended it says how often one was pinned to its carrier, and how often by the agent: {@code run
 * 10000: pinned 0, by the agent 0}. {@code hold 10000} lets the threads stay once they have done
 * that, until the next line.
 */
public final class VirtualThreadsApp {
  private static final int CONNECTIONS = 16;

  /** Calls in flight: each has a connection of its own. */
  private static final int CALLS = 64;

  private final BlockingQueue<Connection> database = new ArrayBlockingQueue<>(CONNECTIONS);
  private final JedisPool redis = new JedisPool("127.0.0.1", startRedis());
  private final Semaphore calls = new Semaphore(CALLS);
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest call =
      HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + startServer() + "/stock/7")).build();

  private VirtualThreadsApp() throws IOException, SQLException {
    redis.setMaxTotal(CONNECTIONS);
    redis.setMaxIdle(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      database.add(DriverManager.getConnection("jdbc:h2:mem:items"));
    }
  }

  public static void main(String[] arguments) throws Exception {
    VirtualThreadsApp app = new VirtualThreadsApp();
    app.createTable();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    CountDownLatch holding = new CountDownLatch(0);
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      holding.countDown();
      String[] words = line.split(" ", 2);
      holding = new CountDownLatch(words[0].equals("hold") ? 1 : 0);
      System.out.println(line + ": " + app.run(Integer.parseInt(words[1]), holding));
    }
    System.exit(0); // the servers have no other end
  }

  private void createTable() throws Exception {
    Connection connection = database.take();
    connection.createStatement().execute("create table items (id int primary key)");
    database.add(connection);
  }

  private String run(int threads, CountDownLatch holding) throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
      recording.start();
      CountDownLatch done = new CountDownLatch(threads);
      ExecutorService executor = newVirtualThreadPerTaskExecutor();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            executor.submit(
                () -> {
                  try {
                    work();
                  } finally {
                    done.countDown();
                  }
                  holding.await();
                  return null;
                }));
      }
      done.await();
      executor.shutdown();
      if (holding.getCount() == 0) {
        for (Future<?> one : all) {
          one.get();
        }
      }
      recording.stop();
      return pinned(recording);
    }
  }

  private void work() throws Exception {
    query();
    try (Jedis connection = redis.getResource()) {
      if (!"value".equals(connection.get("key"))) {
        throw new IllegalStateException("no value");
      }
    }
    calls.acquire();
    try {
      int status = http.send(call, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 204) {
        throw new IllegalStateException("status " + status);
      }
    } finally {
      calls.release();
    }
  }

  private void query() throws Exception {
    Connection connection = database.take();
    try (PreparedStatement statement =
        connection.prepareStatement("select count(*) from items where id = ?")) {
      statement.setInt(1, 7);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
      }
    } finally {
      database.add(connection);
    }
  }

  /** Reflective, because this is compiled for Java 11. */
  private static ExecutorService newVirtualThreadPerTaskExecutor() throws Exception {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static String pinned(Recording recording) throws IOException {
    Path file = Files.createTempFile("pinned", ".jfr");
    try {
      recording.dump(file);
      List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
      int all = events.size();
      events.removeIf(VirtualThreadsApp::isOutsideOfAgent);
      return "pinned " + all + ", by the agent " + events.size();
    } finally {
      Files.delete(file);
    }
  }

  private static boolean isOutsideOfAgent(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream().noneMatch(VirtualThreadsApp::isOfAgent);
  }

  private static boolean isOfAgent(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.startsWith("java.lang.Tacho")
        || (type.startsWith("dev.tacho.") && !type.startsWith("dev.tacho.agenttests."));
  }

  private static int startServer() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLS);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server.getAddress().getPort();
  }

  /** Knows {@code GET}, for which it has one answer, and says OK to all else. */
  private static int startRedis() throws IOException {
    ServerSocket server = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress());
    Thread accepting =
        new Thread(
            () -> {
              try {
                for (; ; ) {
                  Socket client = server.accept();
                  new Thread(() -> serve(client)).start();
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    accepting.start();
    return server.getLocalPort();
  }

  private static void serve(Socket client) {
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream()) {
      for (String header = in.readLine(); header != null; header = in.readLine()) {
        int parts = Integer.parseInt(header.substring(1)); // *2
        in.readLine(); // $3
        String command = in.readLine();
        for (int i = 1; i < parts; i++) {
          in.readLine();
          in.readLine();
        }
        String reply = command.equals("GET") ? "$5\r\nvalue\r\n" : "+OK\r\n";
        out.write(reply.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

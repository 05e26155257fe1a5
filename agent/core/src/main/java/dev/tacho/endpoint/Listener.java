package dev.tacho.endpoint;

import dev.tacho.metrics.AgentHealth;
import dev.tacho.thread.AgentThread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Accepts connections, a few at a time, and never turns one away because of others that only occupy
 * their places: if all are taken, who has been waiting longest to send a request has to go, else
 * who has been longest in taking an answer. One thread accepts and looks after the time that
 * connections take; each connection has a thread while it lasts.
 */
final class Listener implements Runnable {
  static final int MAX_CONNECTIONS = 16;

  /** Enough for a flood of them not to shut out who comes after it. The kernel may allow fewer. */
  private static final int BACKLOG = 1024;

  private static final int TICK_MILLIS = 250;
  private static final int PLACE_WAIT_MILLIS = 20;
  private static final int STOP_MILLIS = 1_000;
  private static final long FAILURE_PAUSE_MILLIS = 200;

  private final ServerSocket server;
  private final Transport transport;
  private final Connection.Pages pages;
  private final AgentHealth health;

  /** Guarded by itself. */
  private final List<Connection> connections = new ArrayList<>(MAX_CONNECTIONS);

  private final Thread acceptor = new AgentThread(this, "tacho-http");
  private volatile boolean stopped;
  private int threads; // made so far; of the accepting thread only

  private Listener(
      ServerSocket server, Transport transport, Connection.Pages pages, AgentHealth health) {
    this.server = server;
    this.transport = transport;
    this.pages = pages;
    this.health = health;
  }

  /**
   * Binds the address, and accepts from now on.
   *
   * @throws IOException if the address cannot be had
   */
  static Listener start(
      InetSocketAddress address, Transport transport, Connection.Pages pages, AgentHealth health)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true); // what is left of connections of the process before this one
      server.bind(address, BACKLOG);
    } catch (IOException | RuntimeException taken) {
      server.close();
      throw taken;
    }
    Listener listener = new Listener(server, transport, pages, health);
    listener.acceptor.start();
    return listener;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Closes the port and all connections, at once; both are done when it returns. */
  void stop() {
    stopped = true;
    try {
      server.close();
    } catch (IOException ignored) {
      // There is nothing else to be done about it.
    }
    synchronized (connections) {
      for (Connection connection : connections) {
        connection.close();
      }
    }
    try {
      acceptor.join(STOP_MILLIS); // while it is still in accept, the system keeps the port
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        accept();
      } catch (SocketTimeoutException tick) {
        endOverdue();
      } catch (Throwable failure) {
        if (!stopped) {
          health.failed(AgentHealth.CORE, "while accepting a connection", failure);
          pause();
        }
      }
    }
  }

  /** The service may be out of file descriptors or of threads. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(FAILURE_PAUSE_MILLIS);
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() throws IOException, InterruptedException {
    server.setSoTimeout(hasConnections() ? TICK_MILLIS : 0);
    Socket accepted = server.accept();
    Connection connection = new Connection(accepted, transport, pages, this);
    boolean served = false;
    try {
      makePlace();
      synchronized (connections) {
        connections.add(connection);
      }
      new AgentThread(connection, "tacho-http-" + ++threads).start();
      served = true;
    } finally {
      if (!served || stopped) {
        connection.close();
        ended(connection);
      }
    }
  }

  private boolean hasConnections() {
    synchronized (connections) {
      return !connections.isEmpty();
    }
  }

  /** Called by a connection at its end. */
  void ended(Connection connection) {
    synchronized (connections) {
      connections.remove(connection);
      connections.notifyAll();
    }
  }

  private void endOverdue() {
    long nowNanos = System.nanoTime();
    synchronized (connections) {
      for (Connection connection : connections) {
        if (connection.isOverdue(nowNanos)) {
          connection.close();
        }
      }
    }
  }

  /** Returns once there is a place. Answers that are being made are waited for. */
  private void makePlace() throws InterruptedException {
    endOverdue();
    synchronized (connections) {
      while (connections.size() >= MAX_CONNECTIONS && !stopped) {
        Connection dispensable = dispensable();
        if (dispensable != null) {
          dispensable.close();
          connections.remove(dispensable);
        } else {
          connections.wait(PLACE_WAIT_MILLIS);
        }
      }
    }
  }

  /** Who has to go; null if all are being answered, and take their answers. */
  private Connection dispensable() {
    long nowNanos = System.nanoTime();
    Connection waiting = null;
    Connection lagging = null;
    long waitingNanos = -1;
    long laggingNanos = -1;
    for (Connection each : connections) {
      long itsWaitingNanos = each.waitingNanos(nowNanos);
      if (itsWaitingNanos > waitingNanos) {
        waiting = each;
        waitingNanos = itsWaitingNanos;
      }
      long itsLaggingNanos = each.laggingNanos(nowNanos);
      if (itsLaggingNanos > laggingNanos) {
        lagging = each;
        laggingNanos = itsLaggingNanos;
      }
    }
    return waiting != null ? waiting : lagging;
  }
}

package dev.tacho.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * One client, on a thread of its own, which blocks in reading and writing. The {@link Listener}
 * sees from other threads what it is doing and since when, and ends it by closing its socket.
 */
final class Connection implements Runnable {
  /** Answers requests; on the threads of all connections. */
  interface Pages {
    /** Returns the answer, complete; never null, never throws. */
    Response answer(RequestHead request, InetAddress peer);
  }

  private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long SENDING_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PARTING_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** An answer that has not been taken by then may give way to another client. */
  private static final long PROMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** What of a refused request is still read, so that the client gets to see the answer. */
  private static final int PARTING_BYTES = 256 * 1024;

  private enum Doing {
    WAITING,
    ANSWERING,
    SENDING
  }

  /** What a connection does. One object, so that others never see half of a change. */
  private static final class Phase {
    final Doing doing;
    final long sinceNanos = System.nanoTime();
    final long limitNanos;

    Phase(Doing doing, long limitNanos) {
      this.doing = doing;
      this.limitNanos = limitNanos;
    }
  }

  private final Socket accepted;
  private final Transport transport;
  private final Pages pages;
  private final Listener listener;
  private volatile Phase phase = new Phase(Doing.WAITING, HEAD_NANOS);

  Connection(Socket accepted, Transport transport, Pages pages, Listener listener) {
    this.accepted = accepted;
    this.transport = transport;
    this.pages = pages;
    this.listener = listener;
  }

  @Override
  public void run() {
    try {
      accepted.setTcpNoDelay(true);
      serve(transport.over(accepted));
    } catch (IOException gone) {
      // The client went away, was refused or was made to go: nothing that the service has to hear.
    } finally {
      close();
      listener.ended(this);
    }
  }

  private void serve(Socket socket) throws IOException {
    RequestReader reader = new RequestReader(socket.getInputStream());
    boolean goesOn = true;
    while (goesOn) {
      RequestHead request;
      try {
        request = reader.next();
      } catch (BadRequest refused) {
        send(socket, Response.text(refused.status, refused.getMessage() + "\n"), true, true);
        break;
      }
      if (request == null) {
        return;
      }
      goesOn = request.isPersistent() && !request.hasBody();
      phase = new Phase(Doing.ANSWERING, Long.MAX_VALUE);
      Response response = pages.answer(request, accepted.getInetAddress());
      send(socket, response, !request.isHead(), !goesOn);
      phase = new Phase(Doing.WAITING, IDLE_NANOS);
    }
    part(socket);
  }

  private void send(Socket socket, Response response, boolean withBody, boolean last)
      throws IOException {
    phase = new Phase(Doing.SENDING, SENDING_NANOS);
    response.writeTo(socket.getOutputStream(), withBody, last);
  }

  /**
   * Says that nothing follows and reads on for a moment: to close while bytes are unread would
   * reset the connection, and take the answer away from the client.
   */
  private void part(Socket socket) throws IOException {
    phase = new Phase(Doing.WAITING, PARTING_NANOS);
    if (socket == accepted) {
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] unread = new byte[RequestReader.MAX_HEAD_BYTES];
      int total = 0;
      for (int n = in.read(unread); n >= 0 && total < PARTING_BYTES; n = in.read(unread)) {
        total += n;
      }
    }
    socket.close();
  }

  /** Ends it at once, whatever its thread is blocked in. Any thread may call. */
  void close() {
    try {
      accepted.close();
    } catch (IOException ignored) {
      // It is of no use any more in either case.
    }
  }

  boolean isOverdue(long nowNanos) {
    Phase now = phase;
    return nowNanos - now.sinceNanos > now.limitNanos;
  }

  /**
   * For how long it has been waiting for a request; negative if it does anything else, or has not
   * yet looked at what has come.
   */
  long waitingNanos(long nowNanos) {
    Phase now = phase;
    return now.doing == Doing.WAITING && !hasUnread() ? Math.max(nowNanos - now.sinceNanos, 0) : -1;
  }

  private boolean hasUnread() {
    try {
      return accepted.getInputStream().available() > 0;
    } catch (IOException closed) {
      return false;
    }
  }

  /** For how long its client has let an answer lie; negative if it has not. */
  long laggingNanos(long nowNanos) {
    Phase now = phase;
    long nanos = nowNanos - now.sinceNanos;
    return now.doing == Doing.SENDING && nanos > PROMPT_NANOS ? nanos : -1;
  }
}

package dev.tacho.endpoint;

import java.io.IOException;
import java.net.Socket;

/** What the bytes of a connection go through. Threads of connections call. */
interface Transport {
  Transport PLAIN =
      new Transport() {
        @Override
        public Socket over(Socket accepted) {
          return accepted;
        }

        @Override
        public String scheme() {
          return "http";
        }

        @Override
        public boolean provesWhoCalls() {
          return false;
        }
      };

  /**
   * The socket to talk through. May take as long as the client likes; to close {@code accepted}
   * ends that.
   *
   * @throws IOException if the client is refused
   */
  Socket over(Socket accepted) throws IOException;

  /** {@code http} or {@code https}. */
  String scheme();

  /** Whether it lets nobody in but clients that the operator knows. */
  boolean provesWhoCalls();
}

package dev.tacho.endpoint;

import java.net.InetAddress;

/** Lets requests in or not. Any thread may call. */
interface Gate {
  Gate OPEN =
      new Gate() {
        @Override
        public boolean asksForCredentials() {
          return false;
        }

        @Override
        public Response refusal(String authorization, InetAddress peer) {
          return null;
        }
      };

  boolean asksForCredentials();

  /**
   * The answer to a request that is not let in; null for one that is.
   *
   * @param authorization the header field of that name, null if there was none
   */
  Response refusal(String authorization, InetAddress peer);
}

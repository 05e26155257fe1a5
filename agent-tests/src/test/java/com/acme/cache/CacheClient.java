package com.acme.cache;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisSocketFactory;

/** Each call is one {@code GET} that finds its key, without a network. */
public final class CacheClient implements Callable<String> {
  private static final byte[] REPLY = "$5\r\nvalue\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Jedis jedis = new Jedis((JedisSocketFactory) Server::new);

  @Override
  public String call() {
    return jedis.get("key");
  }

  /** Answers before it is asked. */
  private static final class Server extends Socket {
    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() {
          throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
          System.arraycopy(REPLY, 0, into, offset, REPLY.length);
          return REPLY.length;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int one) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {}
      };
    }

    @Override
    public boolean isBound() {
      return true;
    }

    @Override
    public boolean isConnected() {
      return true;
    }
  }
}

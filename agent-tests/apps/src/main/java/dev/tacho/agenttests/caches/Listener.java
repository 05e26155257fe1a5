package dev.tacho.agenttests.caches;

import redis.clients.jedis.JedisPubSub;

/** Publishes what it hears itself, reads a key then, and leaves. */
final class Listener extends JedisPubSub {
  private final RedisSession session;
  private final Reflective other;

  Listener(RedisSession session) throws Exception {
    this.session = session;
    this.other = session.jedis();
  }

  @Override
  public void onSubscribe(String channel, int subscribedChannels) {
    session.tries(() -> other.call("publish", channel, "message"));
  }

  @Override
  public void onMessage(String channel, String message) {
    session.sees(message);
    session.tries(() -> other.call("get", "nothing"));
    unsubscribe();
  }

  @Override
  public void onUnsubscribe(String channel, int subscribedChannels) {
    session.tries(() -> other.call("close"));
  }
}

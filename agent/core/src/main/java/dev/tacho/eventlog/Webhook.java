package dev.tacho.eventlog;

import dev.tacho.metrics.AppInfo;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;

/** Posts records as they are in the event log, with the name of the service in front. */
final class Webhook implements AlertSink.Channel {
  private final String url;
  private final AppInfo app;
  private final EventJson json = new EventJson();

  /** Null until first used. */
  private HttpPost post;

  Webhook(String url, AppInfo app) {
    this.url = url;
    this.app = app;
  }

  @Override
  public void send(Event event) throws IOException {
    if (post == null) {
      post =
          new HttpPost(new URL(url), Collections.singletonMap("Content-Type", "application/json"));
    }
    post.send(json.object(event, app.name()));
  }
}

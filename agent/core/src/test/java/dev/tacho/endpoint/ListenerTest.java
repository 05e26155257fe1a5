package dev.tacho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.metrics.AgentHealth;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {
  private static final String FIELDS =
      """
      X-Content-Type-Options: nosniff
      X-Frame-Options: DENY
      Referrer-Policy: no-referrer
      Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
      Cache-Control: no-store
      """
          .replace("\n", "\r\n");

  /** More than the kernel takes of what nobody reads. */
  private static final byte[] LARGE = new byte[32 << 20];

  private final CountDownLatch held = new CountDownLatch(Listener.MAX_CONNECTIONS);
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<Client> clients = new ArrayList<>();
  private Listener listener;

  @BeforeEach
  void start() throws IOException {
    listener =
        Listener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Transport.PLAIN,
            this::answer,
            new AgentHealth(List.of()));
  }

  private Response answer(RequestHead request, InetAddress peer) {
    if (request.path().equals("/held")) {
      awaitRelease();
    }
    return request.path().equals("/large")
        ? Response.of(200, Response.TEXT, LARGE)
        : Response.text(200, request.path());
  }

  private void awaitRelease() {
    held.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() throws IOException {
    released.countDown();
    listener.stop();
    for (Client client : clients) {
      client.close();
    }
  }

  private Client connect() throws IOException {
    Client client = new Client(listener.port());
    clients.add(client);
    return client;
  }

  @Test
  void answersWithTheFieldsThatProtectBrowsersAndNoneThatTellsWhatAnswers() throws IOException {
    assertThat(connect().get("/a").response())
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + FIELDS
                + "Content-Length: 2\r\n\r\n/a");
  }

  @Test
  void keepsTheConnection() throws IOException {
    Client client = connect();
    assertThat(client.get("/a").response()).endsWith("/a");
    assertThat(client.get("/b").response()).endsWith("/b");
  }

  @Test
  void answersRequestsThatWereSentAtOnceInTheirOrder() throws IOException {
    Client client = connect().get("/a").get("/b").get("/c");
    assertThat(client.response()).endsWith("\r\n\r\n/a");
    assertThat(client.response()).endsWith("\r\n\r\n/b");
    assertThat(client.response()).endsWith("\r\n\r\n/c");
  }

  @Test
  void answersHeadWithoutBody() throws IOException {
    Client client = connect().send("HEAD /abc HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(client.head()).contains("\r\nContent-Length: 4\r\n");
    assertThat(client.get("/b").response()).startsWith("HTTP/1.1 200 ").endsWith("/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a HTTP/1.0\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
        "GET /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
      })
  void closesAfterARequestThatIsTheLastOrHasABody(String request) throws IOException {
    assertThat(connect().send(request).rest())
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\nConnection: close\r\n")
        .endsWith("\r\n\r\n/a");
  }

  @Test
  void refusesAndCloses() throws IOException {
    assertThat(connect().send("GET <b> HTTP/1.1\r\n\r\n").rest())
        .isEqualTo(
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + FIELDS
                + "Connection: close\r\nContent-Length: 38\r\n\r\n"
                + "The path does not start with a slash.\n");
  }

  @Test
  void refusesAHeaderOfTenMegabytesAndReadsLittleOfIt() throws IOException {
    Client client = connect();
    try {
      client.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(10 << 20));
    } catch (IOException refused) {
      // The server has had enough.
    }
    assertThat(connect().get("/a").response()).endsWith("/a");
  }

  @Test
  void letsWhoWaitsLongestGoWhenAllPlacesAreTaken() throws IOException {
    List<Client> idle = new ArrayList<>();
    for (int i = 0; i < Listener.MAX_CONNECTIONS; i++) {
      Client client = connect();
      assertThat(client.get("/" + i).response()).endsWith("/" + i);
      idle.add(client);
    }
    Client late = connect();
    assertThat(late.get("/late").response()).endsWith("/late");
    assertThat(idle.get(0).isEnded()).isTrue();
    for (Client client : idle.subList(1, idle.size())) {
      assertThat(client.get("/again").response()).endsWith("/again");
    }
  }

  @Test
  void answersAmongAThousandConnectionsThatSayNothingOrLittle() throws IOException {
    for (int i = 0; i < 1000; i++) {
      Client client = connect();
      if (i % 2 == 0) {
        try {
          client.send("GET / HTTP/1.1\r\nX-");
        } catch (IOException evicted) {
          // By those after it.
        }
      }
    }
    assertThat(connect().get("/a").response()).endsWith("/a");
  }

  @Test
  void letsWhoDoesNotTakeItsAnswerGoWhenAllPlacesAreTaken() throws IOException {
    for (int i = 0; i < Listener.MAX_CONNECTIONS; i++) {
      connect().get("/large");
    }
    assertThat(connect().get("/a").response()).endsWith("/a");
  }

  @Test
  void waitsForAPlaceWhereAllAreBeingAnswered() throws Exception {
    for (int i = 0; i < Listener.MAX_CONNECTIONS; i++) {
      connect().get("/held");
    }
    held.await();
    Client late = connect().get("/late");
    released.countDown();
    assertThat(late.response()).endsWith("/late");
    for (Client client : clients.subList(0, Listener.MAX_CONNECTIONS)) {
      assertThat(client.response()).endsWith("/held");
    }
  }

  @Test
  void survivesConnectionsThatAreGoneAtOnce() throws IOException {
    for (int i = 0; i < 200; i++) {
      try (Socket scan = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        scan.setSoLinger(i % 2 == 0, 0);
        if (i % 3 == 0) {
          scan.getOutputStream().write("\0\1\2".getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
    assertThat(connect().get("/a").response()).endsWith("/a");
  }

  @Test
  void endsEverythingAtOnce() throws IOException {
    Client idle = connect();
    assertThat(idle.get("/a").response()).endsWith("/a");
    Client sending = connect().send("GET /");
    connect().get("/held");
    listener.stop();
    assertThat(idle.isEnded()).isTrue();
    assertThat(sending.isEnded()).isTrue();
    Assertions.assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
  }
}

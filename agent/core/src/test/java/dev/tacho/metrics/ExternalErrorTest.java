package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExternalErrorTest {
  @ParameterizedTest
  @CsvSource({
    "400, CLIENT_ERROR",
    "404, CLIENT_ERROR",
    "499, CLIENT_ERROR",
    "500, SERVER_ERROR",
    "503, SERVER_ERROR",
    "599, SERVER_ERROR"
  })
  void fourHundredsAndFiveHundredsAreErrors(int status, ExternalError expected) {
    assertThat(ExternalError.ofStatus(status)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 200, 204, 301, 399})
  void otherStatusesAreNone(int status) {
    assertThat(ExternalError.ofStatus(status)).isNull();
  }

  @ParameterizedTest
  @MethodSource
  void failuresAreClassifiedByTypeAndCause(Throwable thrown, ExternalError expected) {
    assertThat(ExternalError.ofFailure(thrown)).isEqualTo(expected);
  }

  static Stream<Arguments> failuresAreClassifiedByTypeAndCause() {
    return Stream.of(
        Arguments.of(new UnknownHostException("nowhere"), ExternalError.DNS),
        Arguments.of(new UnresolvedAddressException(), ExternalError.DNS),
        Arguments.of(new SocketTimeoutException("read"), ExternalError.TIMEOUT),
        Arguments.of(new TimeoutException(), ExternalError.TIMEOUT),
        Arguments.of(new HttpTimeoutException("request timed out"), ExternalError.TIMEOUT),
        Arguments.of(new HttpConnectTimeoutException("connect"), ExternalError.TIMEOUT),
        Arguments.of(new ConnectException("refused"), ExternalError.CONNECT),
        Arguments.of(new ConnectException(), ExternalError.CONNECT),
        Arguments.of(
            new ConnectException("Timeout connecting to [/127.0.0.1:8080]"), ExternalError.TIMEOUT),
        Arguments.of(new NoRouteToHostException("unreachable"), ExternalError.CONNECT),
        Arguments.of(new SSLException("record"), ExternalError.TLS),
        Arguments.of(new SSLHandshakeException("certificate"), ExternalError.TLS),
        Arguments.of(
            new SSLException("read", new SocketTimeoutException("read")), ExternalError.TIMEOUT),
        Arguments.of(
            new SSLHandshakeException("terminated").initCause(new EOFException()),
            ExternalError.TLS),
        Arguments.of(new SocketException("reset"), ExternalError.IO),
        Arguments.of(new EOFException("no head"), ExternalError.IO),
        Arguments.of(new ClosedChannelException(), ExternalError.IO),
        Arguments.of(new IOException("broken"), ExternalError.IO),
        Arguments.of(new InterruptedException(), ExternalError.CANCELLED),
        Arguments.of(new InterruptedIOException("timeout"), ExternalError.TIMEOUT),
        Arguments.of(new InterruptedIOException("interrupted"), ExternalError.CANCELLED),
        Arguments.of(
            causing(
                new InterruptedIOException("executor rejected"), new RejectedExecutionException()),
            ExternalError.CANCELLED),
        Arguments.of(new CancellationException(), ExternalError.CANCELLED),
        Arguments.of(new IllegalStateException("handler"), ExternalError.OTHER),
        Arguments.of(new OutOfMemoryError("test"), ExternalError.OTHER),
        Arguments.of(new ExecutionException(new IOException("broken")), ExternalError.IO),
        Arguments.of(
            new IOException("wrapped", new SSLHandshakeException("certificate")),
            ExternalError.TLS),
        Arguments.of(
            new RuntimeException(new IOException(new SocketTimeoutException("read"))),
            ExternalError.TIMEOUT),
        Arguments.of(
            causing(new HttpConnectTimeoutException("connect"), new ConnectException("refused")),
            ExternalError.TIMEOUT));
  }

  @Test
  void aHostWithoutAddressIsDnsAsTheJdksClientReportsIt() {
    Throwable thrown =
        causing(
            new ConnectException(),
            causing(new ConnectException(), new UnresolvedAddressException()));

    assertThat(ExternalError.ofFailure(thrown)).isEqualTo(ExternalError.DNS);
  }

  @Test
  void noExceptionAtAllIsOther() {
    assertThat(ExternalError.ofFailure(null)).isEqualTo(ExternalError.OTHER);
  }

  @Test
  void causesThatGoRoundInACircleComeToAnEnd() {
    Throwable first = new IllegalStateException("first");
    Throwable second = new IllegalStateException("second", first);
    first.initCause(second);

    assertThat(ExternalError.ofFailure(first)).isEqualTo(ExternalError.OTHER);
  }

  @Test
  void labelsAreThoseOfTheContract() {
    assertThat(ExternalError.labels())
        .containsExactly(
            "4xx", "5xx", "timeout", "connect", "dns", "tls", "io", "cancelled", "other");
  }

  private static Throwable causing(Throwable thrown, Throwable cause) {
    return thrown.initCause(cause);
  }
}

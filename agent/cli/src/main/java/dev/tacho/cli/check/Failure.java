package dev.tacho.cli.check;

import java.util.Locale;

/** Why a request has no expected answer. */
enum Failure {
  /** There is an answer, with a status that is not expected. */
  STATUS,
  /** The answer was not complete in time. */
  TIMEOUT,
  /** No connection: refused, no handshake. */
  CONNECT,
  /** The connection ended, or what came is not HTTP. */
  IO,
  /** It was never sent: as many as may be were unanswered when it was due. */
  NOT_SENT;

  final String label = name().toLowerCase(Locale.ROOT);
}

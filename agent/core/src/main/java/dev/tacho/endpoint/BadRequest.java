package dev.tacho.endpoint;

/** What came is no request that is answered. The text says why, and repeats nothing of it. */
@SuppressWarnings("serial") // never written
final class BadRequest extends Exception {
  static final int MALFORMED = 400;
  static final int TOO_LONG = 431;
  static final int OTHER_VERSION = 505;

  final int status;

  BadRequest(int status, String text) {
    super(text, null, false, false); // strangers cause it, as often as they like
    this.status = status;
  }
}

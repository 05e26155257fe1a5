package dev.tacho.record;

import dev.tacho.config.Config;
import dev.tacho.config.HostPatterns;
import dev.tacho.config.RequestIdMode;

/**
 * The ids of requests: which one a request gets, and whom it is told to. Immutable; any thread may
 * call.
 */
final class RequestIds {
  private static final int MAX_LENGTH = 128;

  /** The characters {@code A-Z a-z 0-9 . _ : / + = -}, those below 64 and the rest, as bits. */
  private static final long LOW_CHARACTERS = bits("0123456789.:/+=-", 0);

  private static final long HIGH_CHARACTERS =
      bits("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", 64);

  private final RequestIdMode mode;
  private final String header;
  private final HostPatterns propagateTo;
  private final UniqueIds unique;

  RequestIds(Config config, UniqueIds unique) {
    this.mode = config.requestIdMode();
    this.header = config.requestIdHeader();
    this.propagateTo = config.propagateTo();
    this.unique = unique;
  }

  /** As these, by another configuration. */
  RequestIds with(Config config) {
    return new RequestIds(config, unique);
  }

  /** The name of the header with the id, or null if requests get none. */
  String header() {
    return mode == RequestIdMode.OFF ? null : header;
  }

  /**
   * The id of a new request. Not to be called if there is no {@link #header}.
   *
   * @param sent what the client sent as the id, or null
   */
  String accept(String sent, UniqueIds.Scratch scratch) {
    return mode == RequestIdMode.ACCEPT && isWellFormed(sent) ? sent : unique.next(scratch);
  }

  /** Whether a call to {@code host}, possibly null, may carry the id. */
  boolean mayTell(String host) {
    return propagateTo.contains(host);
  }

  /**
   * Whether the id can go into logs and headers as it is: no line breaks, no quotes, nothing that
   * means something to whoever reads them, and not endless.
   */
  static boolean isWellFormed(String id) {
    if (id == null || id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      // A shift takes the last six bits of its distance.
      long bit = c < 64 ? LOW_CHARACTERS >>> c : c < 128 ? HIGH_CHARACTERS >>> c : 0;
      if ((bit & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private static long bits(String characters, int from) {
    long bits = 0;
    for (int i = 0; i < characters.length(); i++) {
      bits |= 1L << (characters.charAt(i) - from);
    }
    return bits;
  }
}

package dev.tacho.cli.check;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Status codes that are expected: {@code 200}, {@code 2xx}, {@code 200-399}. */
final class Statuses {
  static final Statuses NO_ERROR = new Statuses(new BitSet());

  static {
    NO_ERROR.codes.set(200, 400);
  }

  private static final Pattern RANGE = Pattern.compile("([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");
  private static final Pattern CLASS = Pattern.compile("([1-5])xx");

  private final BitSet codes;

  private Statuses(BitSet codes) {
    this.codes = codes;
  }

  /** Returns null if one of the texts is no status, class or range. */
  static Statuses of(List<String> texts) {
    BitSet codes = new BitSet();
    for (String text : texts) {
      Matcher range = RANGE.matcher(text);
      Matcher statusClass = CLASS.matcher(text);
      if (range.matches()) {
        int from = Integer.parseInt(range.group(1));
        int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
        if (to < from) {
          return null;
        }
        codes.set(from, to + 1);
      } else if (statusClass.matches()) {
        int from = 100 * Integer.parseInt(statusClass.group(1));
        codes.set(from, from + 100);
      } else {
        return null;
      }
    }
    return new Statuses(codes);
  }

  boolean contains(int status) {
    return codes.get(status);
  }
}

package dev.tacho.config;

/** The ports that the endpoint may listen at, of which it takes the first free one. Immutable. */
public final class PortRange {
  static final String EXPECTED = "a port from 0 to 65535, or a range such as 9464-9479";
  private static final int MAX_PORT = 65_535;

  /** 0 for a port that the system chooses. */
  public final int first;

  /** Not below {@link #first}. */
  public final int last;

  private PortRange(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /** Returns null if {@code text} is no port, and no range of ports above 0. */
  static PortRange parse(String text) {
    if (!text.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
      return null;
    }
    int dash = text.indexOf('-');
    int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
    int last = Integer.parseInt(text.substring(dash + 1));
    boolean range = dash >= 0;
    return last > MAX_PORT || last < first || (range && first == 0)
        ? null
        : new PortRange(first, last);
  }

  /** As an operator would write it. */
  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}

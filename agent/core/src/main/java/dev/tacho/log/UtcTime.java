package dev.tacho.log;

/** Points in time as RFC 3339 has them, always in UTC and always with milliseconds. */
public final class UtcTime {
  private static final long DAY_MILLIS = 86_400_000;
  private static final int DAYS_OF_400_YEARS = 146_097;
  private static final int DAYS_FROM_MARCH_0000_TO_1970 = 719_468;

  private UtcTime() {}

  /** {@code 2026-01-31T23:59:59.007Z}; for years 0 to 9999. */
  public static String format(long epochMillis) {
    long day = Math.floorDiv(epochMillis, DAY_MILLIS);
    int millis = (int) Math.floorMod(epochMillis, DAY_MILLIS);
    StringBuilder text = new StringBuilder(24);
    appendDate(text, day);
    append(text.append('T'), millis / 3_600_000, 2);
    append(text.append(':'), millis / 60_000 % 60, 2);
    append(text.append(':'), millis / 1000 % 60, 2);
    append(text.append('.'), millis % 1000, 3);
    return text.append('Z').toString();
  }

  /** Counts years from March, so that the leap day comes last. */
  private static void appendDate(StringBuilder text, long epochDay) {
    long day = epochDay + DAYS_FROM_MARCH_0000_TO_1970;
    long cycle = Math.floorDiv(day, (long) DAYS_OF_400_YEARS);
    int ofCycle = (int) Math.floorMod(day, (long) DAYS_OF_400_YEARS);
    int yearOfCycle = (ofCycle - ofCycle / 1460 + ofCycle / 36_524 - ofCycle / 146_096) / 365;
    int ofYear = ofCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
    int monthFromMarch = (5 * ofYear + 2) / 153; // five months from March have 153 days
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    int year = (int) (cycle * 400) + yearOfCycle + (month <= 2 ? 1 : 0);
    append(text, year, 4);
    append(text.append('-'), month, 2);
    append(text.append('-'), ofYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
  }

  private static void append(StringBuilder text, int number, int digits) {
    String shortest = Integer.toString(number);
    for (int i = shortest.length(); i < digits; i++) {
      text.append('0');
    }
    text.append(shortest);
  }
}
